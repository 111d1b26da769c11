"""The JSON Schema for editors: what it takes, what it marks, and what it leaves to the door."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from portal.library import LANGUAGES, ROOT
from portal.reader.item_fit import NEEDS
from portal.reader.names import AskedAs
from portal.reader.problem import FaultyFile
from portal.reader.questionnaire import read_file
from portal.schema import SCHEMA_FILE, every_part, parts_of_language, schema, whole_language, written
from tests.reader.test_faults import AROUND, apply_edit, base_of
from tests.reader.test_faults import HERE as READER

FORMS = [
    *sorted((ROOT / "questionnaires").glob("*/*.yaml")),
    *sorted((ROOT / "portal" / "examples").glob("*.yaml")),
    *sorted(READER.glob("*.yaml")),
]
FAULTS = sorted((READER / "faults").glob("*.txt"))
VALIDATOR = Draft202012Validator(schema(LANGUAGES))


# What only the door sees, and why; every other fault of tests/reader/faults is marked while it is typed.
DOOR_ONLY = {
    "what YAML itself holds: repeated keys, aliases, and 2026 and 2026.01, which are numbers": """
        key_repeated version version_zero yaml_alias
    """,
    "what stands in a text, and languages that a form may add": """
        brace_and_typography brace_in_a_grade brace_in_a_mark brace_in_a_scale brace_where_no_answer_is_known
        text_unknown_language typography_en typography_of_both typography_zh_punctuation typography_zh_space
    """,
    "worked examples, which are scored": """
        example_confirms_a_warning example_controls example_controls_none example_differs example_no_day
        example_number example_outcome example_outcome_level example_points example_refused
        example_refused_twice example_seed_missing example_tier example_tier_blocked example_too_few
        example_unasked example_unknown_control example_unknown_item example_unknown_option
        example_unknown_scale example_unknown_tier group_of_nobody group_of_one group_that_diverges
        group_that_does_not_hold
    """,
    "expressions, in keys and in braces, and what was asked before them; alternatives in order": """
        alternatives_never_said alternatives_without_a_last brace_closed brace_differs brace_empty
        brace_of_a_later_item brace_of_a_scale brace_of_a_truth brace_of_money_divided
        brace_of_money_times_money brace_of_points brace_of_points_of_a_scale brace_of_two_currencies brace_open
        brace_unknown_name expression_answered_scale expression_assignment expression_attribute
        expression_call_of_an_item expression_call_with_text expression_capped_scale expression_chained
        expression_count_of_one expression_currencies_compared expression_date_literal
        expression_date_with_number expression_different_bands expression_float expression_folded
        expression_id_first expression_item_as_truth expression_no_truth expression_opted_out
        expression_option_order expression_option_with_number expression_padded expression_plural
        expression_points_of_a_number expression_points_of_an_unscored_item expression_quoted
        expression_quoted_further expression_rank_arithmetic expression_syntax expression_text_compared
        expression_too_long expression_true expression_unknown_band expression_unknown_call
        expression_unknown_name expression_unknown_name_far expression_unknown_option
        expression_unknown_option_in_list intro_later matrix_lead_later matrix_show_if_later outcome_by_another
        outcome_by_itself outcome_by_other_bands outcome_rests_on_a_gate show_if_itself show_if_later
        show_if_points show_if_scale tiers_by_itself tiers_by_no_tier tiers_by_other_bands
        tiers_by_unknown_scale
    """,
    "keys that the form itself declares: of tables, weights and product rows": """
        products_row_missing products_row_short products_row_unknown table_cell_missing
        table_cell_missing_in_a_row table_of_a_part_that_may_be_missing table_of_a_scale_without_bands
        table_of_an_amount table_of_three table_row_is_a_number table_row_unknown weights_of_other_parts
    """,
    "points and ranges: what answers can reach": """
        band_points_in_part band_without_title bands_above_the_lowest bands_below_the_lowest
        bands_not_increasing bands_twice bands_unreachable date_range_reversed direction_down
        direction_up_turned_round exclude_unlike_ranges exclude_wants_too_many matrix_opt_out_without_points
        norms_above_the_lowest number_bands_above_the_lowest number_bands_not_increasing
        number_bands_unreachable number_range_reversed opt_out_of_a_set_without_points opt_out_without_points
        percent_bands percent_bands_unreachable points_none pool_draws_all pool_halved pool_of_unlike_items
        pool_with_a_condition pool_with_a_matrix refuses_a_scale_without_result refuses_an_opt_out
        reverse_without_points scale_item_all_alike scale_item_without_points scale_of_a_text
        scale_option_unscored scale_prorates_too_many scale_refuses_hidden scale_refuses_optional
        scale_without_spread worth_with_points
    """,
    "ids that other parts declare, and that no two may share": """
        beside_no_form caret_after_a_tab control_rests_on_nothing control_unknown_level control_unknown_mark
        control_unknown_tier item_named_as_a_scale item_twice_in_a_section item_twice_in_two_sections
        mark_named_as_a_tier marks_left_out matrix_row_named_as_an_item matrix_row_twice option_set_twice
        option_set_unknown option_twice outcome_level_twice outcome_named_as_an_item pass_of_another_level
        pass_of_another_outcome scale_article scale_item_near_miss scale_item_twice scale_of_a_later_scale
        scale_of_itself source_unknown tier_twice
    """,
    "keys and options that fit or do not fit together": """
        choice_with_alone correct_in_a_likert correct_without_worth credit_without_worth number_with_options
        products_without_tiers worth_without_a_right_answer worth_without_credit
    """,
}


class EditorLoader(yaml.SafeLoader):
    """Loads YAML as an editor does, by the core schema of YAML 1.2: yes is a text, and so is 2026-01-31."""


EditorLoader.yaml_implicit_resolvers = {}  # not those of YAML 1.1
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), first)
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


def faults(text: str) -> list[str]:
    """Return what an editor marks in a questionnaire: that it is no YAML, or where the schema is not kept."""
    try:
        loaded = yaml.load(text, Loader=EditorLoader)  # noqa: S506  it makes plain values only
    except yaml.YAMLError:
        return ["not YAML"]
    return [error.json_path for error in VALIDATOR.iter_errors(loaded)]


def faulty_text(path: Path) -> str:
    """Return the questionnaire that a fixture of tests/reader/faults describes."""
    title, text = path.read_text(encoding="utf-8").split("\n---\n")[0].split("\n", 1)
    if not text.startswith("- "):
        return text
    return apply_edit(text + "\n", (READER / base_of(title)).read_text(encoding="utf-8"))


def shape(schema_: Any) -> Any:
    """Return a schema without what it says to people."""
    if isinstance(schema_, dict):
        return {key: shape(value) for key, value in schema_.items() if key != "description"}
    return [shape(one) for one in schema_] if isinstance(schema_, list) else schema_


def test_the_schema_file_is_fresh() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == written(), "renew it: .venv/bin/python -m portal schema"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(written()))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_sound_form_is_marked_nowhere(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


def test_what_only_the_door_sees_is_known_and_has_a_reason() -> None:
    unseen = {path.stem for path in FAULTS if not faults(faulty_text(path))}
    known = [name for names in DOOR_ONLY.values() for name in names.split()]
    assert len(known) == len(set(known)), "each has one reason"
    assert unseen - set(known) == set(), "only the door sees these: add them to DOOR_ONLY, or mend the schema"
    assert set(known) - unseen == set(), "the schema sees these: take them out of DOOR_ONLY"


SMALL = (READER / "small.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("purpose: risk-profile", "purpose: risk", ["$.purpose"]),
        ("purpose: risk-profile", "porpose: risk-profile", ["$", "$"]),
        ("required: no", "required: maybe", ["$.sections[1].items[1].required"]),
        ("type: number", "type: nummer", ["$.sections[0].items[0].type"]),
        ("        high: 120\n", "", ["$.sections[0].items[0]"]),
        ("unit: {zh: 周岁, en: years}", "currency: CNY", ["$.sections[0].items[0]"]),
        ("missing: {prorate: 2}", "missing: {exclude: 2}", ["$.scales[1].by"]),
        ("missing: {prorate: 2}", "missing: {}", ["$.scales[1].missing"]),
        ("near: 0", "weights: {held: 1}", ["$.scales[2]"]),
        ("near: 0", "as: norm", ["$.scales[2]"]),
        ("    then: block\n", "", ["$.controls[0]"]),
        ("- id: capacity", "- id: band", ["$.scales[0].id"]),
        ("valid_for: 12 months", "valid_for: a year", ["$.valid_for"]),
        ("zh: 没有储蓄, en: I have none", "zh: 没有储蓄", ["$.sections[0].items[1].options"]),
    ],
)
def test_what_an_editor_marks(old: str, new: str, marked: list[str]) -> None:
    assert SMALL.count(old) == 1
    assert faults(SMALL.replace(old, new)) == marked


TWO_OPTIONS = "[{id: a, label: {zh: 是, en: Yes}}, {id: b, label: {zh: 否, en: No}}]"
VALUES = {
    "options": TWO_OPTIONS,
    "rows": "[{id: row, ask: {zh: 小题, en: A row}}]",
    "low": "0",
    "high": "9",
    "currency": "CNY",
    "earliest": "'2026-01-01'",
    "latest": "'2026-12-31'",
}


@pytest.mark.parametrize(("type_", "left_out"), [(type_, key) for type_, keys in NEEDS.items() for key in keys])
def test_a_type_of_item_needs_what_the_door_asks_for(type_: AskedAs, left_out: str, tmp_path: Path) -> None:
    keys = {key: VALUES[key] for key in NEEDS[type_]}
    head = SMALL[: SMALL.index("sections:")]
    for written_keys, right in ((keys, True), ({**keys, left_out: ""}, False)):
        lines = [f"        {key}: {value}" for key, value in written_keys.items() if value]
        item = "      - id: asked\n        type: {}\n        ask: {{zh: 题目, en: The question}}\n{}"
        text = f"""{head}sections:
  - id: only
    title: {{zh: 步骤, en: A step}}
    items:
{item.format(type_, chr(10).join(lines))}
examples:
  - {{id: one, name: {{zh: 某人。, en: Someone.}}, answers: {{}}, expect: {{}}}}
"""
        path = tmp_path / "form.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(FaultyFile) as raised:
            read_file(path, path.name, AROUND)  # it has a fault in any case: its example answers nothing
        at_item = [one.path for one in raised.value.problems if one.path.startswith("sections[0].items[0]")]
        assert (not at_item, not faults(text)) == (right, right), at_item


def test_parts_of_one_name_have_one_shape() -> None:
    """Each is written once in the schema, so that the first must do for all."""
    shapes: dict[str, set[str]] = {}
    for part in every_part(whole_language(LANGUAGES)):
        fields = {key: [shape(dict(field.read.schema)), field.required] for key, field in part.fields.items()}
        shapes.setdefault(part.name, set()).add(json.dumps(fields, sort_keys=True, ensure_ascii=False))
    assert {name: len(found) for name, found in shapes.items() if len(found) > 1} == {}


def test_every_key_says_what_it_is() -> None:
    silent = [
        (part.name, key)
        for part in parts_of_language(LANGUAGES)
        for key, field in part.fields.items()
        if not field.about or not field.about_zh
    ]
    assert silent == []
