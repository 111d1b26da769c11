"""What a static host serves around the pages: the security policy, the root page, the preview server."""
