"""Adjustments of how Rasa finds the next action: the same action from the same rules, with less searching.

Part of `engine/adjustments.py`, which says when they apply.
"""

from collections import defaultdict
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Sequence, Set, Text, Tuple

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import State
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

from engine.replacing import Undo, replace


def run_the_graph_in_its_order() -> Undo:
    """Dask plans a schedule at every run, several a turn; the order in which the nodes need each other stays."""
    orders: Dict[Tuple[int, Tuple[Text, ...]], Tuple[DaskGraphRunner, List[Tuple[Text, List[Text]]]]] = {}

    def order_of(runner: DaskGraphRunner, targets: List[Text]) -> List[Tuple[Text, List[Text]]]:
        key = (id(runner), tuple(targets))
        kept = orders.get(key)
        if kept is None or kept[0] is not runner:
            nodes = runner._graph_schema.minimal_graph_schema(targets).nodes
            needs = {name: list(node.needs.values()) for name, node in nodes.items()}
            kept = orders[key] = (runner, [(name, needs[name]) for name in _sorted_by_need(needs)])
        return kept[1]

    def run(
        self: DaskGraphRunner, inputs: Optional[Dict[Text, Any]] = None, targets: Optional[List[Text]] = None
    ) -> Dict[Text, Any]:
        wanted = targets if targets else self._graph_schema.target_names
        order = order_of(self, wanted)
        results: Dict[Text, Any] = {name: None for name, _ in order}
        self._add_inputs_to_graph(inputs, results)
        given = inputs or {}
        try:
            for name, needs in order:
                if name not in given:
                    # A need that nothing fills stands for itself, as with dask; the node says what is missing.
                    results[name] = self._instantiated_nodes[name](
                        *(results.get(need, need) for need in needs)
                    )
        except RuntimeError as problem:
            raise GraphRunError("Error running runner.") from problem
        return dict(results[name] for name in wanted)

    return replace(DaskGraphRunner, "run", run)


def _sorted_by_need(needs: Dict[Text, List[Text]]) -> List[Text]:
    """Each name behind all it needs."""
    found: List[Text] = []

    def add(name: Text) -> None:
        if name in needs and name not in found:
            for need in needs[name]:
                add(need)
            found.append(name)

    for name in needs:
        add(name)
    return found


class _Rule(NamedTuple):
    key: Text
    states: Sequence[State]
    """The newest first."""


class _Rules:
    """The rules of one lookup, found by what their newest state asks of the previous action and the intent."""

    def __init__(self, keys: Iterable[Text]) -> None:
        self._found: Dict[Tuple[Optional[Text], Optional[Text]], List[_Rule]] = defaultdict(list)
        self.count = 0
        for key in keys:
            states = RulePolicy._rule_key_to_state(key)[::-1]
            self._found[_asked(states[0]) if states else (None, None)].append(_Rule(key, states))
            self.count += 1

    def that_may_match(self, state: State) -> List[_Rule]:
        action, intent = _value(state, PREVIOUS_ACTION, ACTION_NAME), _value(state, USER, INTENT)
        places = {(a, i) for a in (action, None) for i in (intent, None)}
        return [rule for place in places for rule in self._found.get(place, ())]


def _asked(state: State) -> Tuple[Optional[Text], Optional[Text]]:
    """The action and intent a rule's state insists on; None where any will do."""
    if not state.get(PREVIOUS_ACTION):
        return None, None  # a rule for the start of a talk is judged by that alone
    asked = (_value(state, PREVIOUS_ACTION, ACTION_NAME), _value(state, USER, INTENT))
    action, intent = (None if value == SHOULD_NOT_BE_SET else value for value in asked)
    return action, intent


def _value(state: State, part: Text, key: Text) -> Optional[Text]:
    return (state.get(part) or {}).get(key) or None


def look_only_at_rules_that_may_match() -> Undo:
    """Rasa tries every rule on every state of the talk, several times a turn; most ask for another last action."""
    kept: List[Tuple[Dict[Text, Text], _Rules]] = []

    def rules_of(lookup: Dict[Text, Text]) -> _Rules:
        for known, rules in kept:
            if known is lookup and rules.count == len(lookup):
                return rules
        rules = _Rules(lookup)
        kept[:] = [*kept[-7:], (lookup, rules)]
        return rules

    def _get_possible_keys(self: RulePolicy, lookup: Dict[Text, Text], states: List[State]) -> Set[Text]:
        if not states:
            return set(lookup)
        possible = rules_of(lookup).that_may_match(states[-1])
        for turn, state in enumerate(reversed(states)):
            if all(turn >= len(rule.states) for rule in possible):
                break
            possible = [rule for rule in possible if _applies(rule, turn, state)]
        return {rule.key for rule in possible}

    return replace(RulePolicy, "_get_possible_keys", _get_possible_keys)


def _applies(rule: _Rule, turn: int, state: State) -> bool:
    """As `RulePolicy._is_rule_applicable`, with the rule read already; `turn` counts back from the newest state."""
    if turn >= len(rule.states):
        return True
    asked, is_start = rule.states[turn], not state.get(PREVIOUS_ACTION)
    if not asked.get(PREVIOUS_ACTION):
        return is_start
    return not is_start and RulePolicy._does_rule_match_state(asked, state)
