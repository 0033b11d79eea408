"""The next action is found with less searching and is the same. Runs inside the engine's environment."""

import itertools
import unittest
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import SHOULD_NOT_BE_SET

from engine.quick_prediction import look_only_at_rules_that_may_match, run_the_graph_in_its_order
from tests.engine_inside.test_adjustments import MODEL, with_and_without


class Part(GraphComponent):
    """A node that says what it got."""

    def __init__(self, name):
        self.name = name

    @classmethod
    def create(cls, config, model_storage, resource, execution_context):
        return cls(config["name"])

    def run(self, **given):
        if any(value == "fail" for value in given.values()):
            raise RuntimeError(self.name)
        return (self.name, tuple(sorted(given.items(), key=str)))


def node(name, **needs):
    return SchemaNode(needs, Part, "create", "run", {"name": name}, eager=True, is_target=name == "last")


class TheGraph(unittest.TestCase):
    def setUp(self):
        schema = GraphSchema(
            {
                "last": node("last", left="left", right="right", whole="input"),
                "left": node("left", a="first"),
                "right": node("right", a="first", b="left"),
                "first": node("first", message="input"),
                "beside": node("beside", a="first"),
                "hungry": node("hungry", a="nothing gives this"),
            }
        )
        self.runner = DaskGraphRunner(schema, mock.Mock(), ExecutionContext(schema), [])

    def outcomes(self, *runs):
        def look():
            found = []
            for inputs, targets in runs:
                try:
                    found.append(self.runner.run(inputs=inputs, targets=targets))
                except Exception as problem:
                    found.append((type(problem), str(problem)))
            return found

        return with_and_without(run_the_graph_in_its_order, look)

    def test_every_target_has_the_same_outcome(self):
        """Whatever is asked for and given, each target comes out as dask brings it."""
        message = [{"text": "a message"}]
        without, adjusted = self.outcomes(
            ({"input": message}, None),
            ({"input": message}, ["right"]),
            ({"input": message}, ["beside", "left"]),
            ({"input": message, "left": "given"}, ["last"]),
            ({"input": message}, ["last"]),
        )
        self.assertEqual(without, adjusted)
        self.assertTrue(all(isinstance(outcome, dict) for outcome in adjusted))

    def test_what_fails_fails_alike(self):
        """A node without its input, an input named like a node, a failing node: the same error."""
        without, adjusted = self.outcomes(
            ({"input": []}, ["hungry"]), ({"input": "left"}, ["last"]), ({"input": "fail"}, ["last"])
        )
        self.assertEqual(without, adjusted)
        self.assertIs(adjusted[1][0], GraphRunError)


@unittest.skipUnless(MODEL.exists(), "no trained model: make train")
class TheRules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        storage, metadata = LocalModelStorage.from_model_archive(Path(folder.name), MODEL)
        name = next(n for n, s in metadata.predict_schema.nodes.items() if issubclass(s.uses, RulePolicy))
        config = {**RulePolicy.get_default_config(), **metadata.predict_schema.nodes[name].config}
        resource = Resource(name.replace("run_", "train_"))
        context = ExecutionContext(metadata.predict_schema)
        cls.policy = RulePolicy.load(config, storage, resource, context)

    def test_the_same_rules_match_any_states(self):
        """For the end of every rule, whole or changed in any one part, the same rules are found as by trying all."""
        talks = []
        for key in itertools.chain(
            self.policy.lookup[RULES], self.policy.lookup[RULES_FOR_LOOP_UNHAPPY_PATH]
        ):
            states = [
                {
                    part: {k: v for k, v in values.items() if v != SHOULD_NOT_BE_SET}
                    for part, values in s.items()
                }
                for s in RulePolicy._rule_key_to_state(key)
            ]
            newest = states[-1]
            talks += [states, states[-1:], [{}, *states], [*states, {}]]
            for part in newest:
                talks.append([*states[:-1], {k: v for k, v in newest.items() if k != part}])
                talks.append(
                    [*states[:-1], {**newest, part: {"action_name": "action_listen", "intent": "skip"}}]
                )
        talks.append([])

        def found():
            return [
                self.policy._get_possible_keys(self.policy.lookup[lookup], talk)
                for lookup in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH)
                for talk in talks
            ]

        without, adjusted = with_and_without(look_only_at_rules_that_may_match, found)
        self.assertEqual(without, adjusted)
        self.assertGreater(sum(bool(keys) for keys in adjusted), len(talks) // 4)

    def test_a_changed_lookup_is_read_anew(self):
        """Rules that are added to a lookup are found too."""
        self.addCleanup(look_only_at_rules_that_may_match())
        lookup = dict(itertools.islice(self.policy.lookup[RULES].items(), 3))
        self.policy._get_possible_keys(lookup, [{}])
        key = '[{"prev_action": {"action_name": "action_new"}}]'
        lookup[key] = "action_listen"
        state = {"prev_action": {"action_name": "action_new"}}
        self.assertIn(key, self.policy._get_possible_keys(lookup, [state]))


if __name__ == "__main__":
    unittest.main()
