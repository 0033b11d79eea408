"""How the open question settles the intent. Runs inside the engine's environment."""

import unittest
from pathlib import Path

import yaml
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from engine.open_question import STRENGTHS, OpenQuestion, decide, read_settings

PROJECT = Path(__file__).resolve().parent.parent.parent

TABLE = {
    "demands": {
        "plain": {"confidence": 0.9, "lead": 0.5, "only_detours": True, "otherwise": "answer"},
        "likely": {"confidence": 0.6, "lead": 0.3, "otherwise": "answer"},
        "weak": {"confidence": 0.4, "lead": 0.0, "otherwise": "answer"},
        "none": {"confidence": 0.3, "lead": 0.0, "otherwise": "nlu_fallback"},
        "no_question": {"confidence": 0.3, "otherwise": "nlu_fallback"},
    },
    "detours": ["skip", "go_back"],
    "only_while": {"booking_wish": ["booking_time"]},
}
SETTINGS = read_settings(TABLE)


def settled(ranking, question="home", strength="none"):
    return decide(list(ranking.items()), question, strength, SETTINGS).intent


class TheTable(unittest.TestCase):
    def test_a_plain_answer_is_an_answer(self):
        """What reads plainly as an answer is one, also when a programme question looks certain."""
        self.assertEqual(settled({"iop_length": 0.99, "answer": 0.01}, strength="plain"), "answer")

    def test_only_a_certain_detour_overrides_a_plain_answer(self):
        """A person who surely wants to go back or skip is not held to what the reader found."""
        self.assertEqual(settled({"skip": 0.93, "answer": 0.02}, strength="plain"), "skip")
        self.assertEqual(settled({"skip": 0.89, "answer": 0.02}, strength="plain"), "answer")

    def test_a_likely_answer_yields_to_a_sure_topic(self):
        """A good guess gives way to a topic that is both sure and well above `answer`."""
        self.assertEqual(
            settled({"work_and_treatment": 0.7, "answer": 0.1}, strength="likely"), "work_and_treatment"
        )
        self.assertEqual(settled({"work_and_treatment": 0.55, "answer": 0.1}, strength="likely"), "answer")

    def test_a_likely_answer_stays_without_a_lead(self):
        """A topic that the classifier itself holds hardly likelier than an answer does not win."""
        table = {
            **TABLE,
            "demands": {
                **TABLE["demands"],
                "likely": {"confidence": 0.4, "lead": 0.3, "otherwise": "answer"},
            },
        }
        ranking = [("detox", 0.5), ("answer", 0.45)]
        self.assertEqual(decide(ranking, "home", "likely", read_settings(table)).intent, "answer")

    def test_some_answers_sound_like_detours(self):
        """At a question that is answered with "I want to stop", those words end nothing; elsewhere they do."""
        settings = read_settings({**TABLE, "answers_first": {"motivation": ["skip"]}})
        ranking = [("skip", 0.99), ("answer", 0.01)]
        self.assertEqual(decide(ranking, "motivation", "likely", settings).intent, "answer")
        self.assertEqual(decide(ranking, "home", "likely", settings).intent, "skip")
        self.assertEqual(decide(ranking, "motivation", "none", settings).intent, "skip")

    def test_a_weak_answer_needs_the_classifier_to_doubt(self):
        """A hint of an answer counts only when nothing else is likely."""
        self.assertEqual(settled({"detox": 0.45, "answer": 0.2}, strength="weak"), "detox")
        self.assertEqual(settled({"detox": 0.35, "answer": 0.2}, strength="weak"), "answer")

    def test_what_reads_as_nothing_is_a_topic_or_unclear(self):
        """A text the reader cannot read is never stored as an answer."""
        self.assertEqual(settled({"answer": 0.2, "privacy": 0.5}), "privacy")
        self.assertEqual(settled({"answer": 0.9, "privacy": 0.05}), "nlu_fallback")

    def test_without_an_open_question_nothing_is_an_answer(self):
        """No answer can be stored where nothing was asked, however the text reads."""
        for strength in STRENGTHS:
            self.assertEqual(settled({"answer": 0.97, "thanks": 0.02}, None, strength), "nlu_fallback")
            self.assertEqual(settled({"answer": 0.5, "thanks": 0.4}, None, strength), "thanks")

    def test_a_wish_for_a_time_needs_open_times(self):
        """ "Tuesday" is a booking wish only while times are on offer; elsewhere the next intent stands."""
        ranking = {"booking_wish": 0.6, "opening_hours": 0.35}
        self.assertEqual(settled(ranking, "booking_time"), "booking_wish")
        self.assertEqual(settled(ranking, "home"), "opening_hours")
        self.assertEqual(settled(ranking, None), "opening_hours")

    def test_a_louder_intent_counts_more_and_the_sum_stays(self):
        """What lies outside every list of examples may be helped without making everything look surer."""
        ranking = [("out_of_scope", 0.3), ("cost_insurance", 0.4), ("answer", 0.3)]
        settings = read_settings({**TABLE, "louder": {"out_of_scope": 2}})
        self.assertEqual(decide(ranking, "home", "none", SETTINGS).intent, "cost_insurance")
        decision = decide(ranking, "home", "none", settings)
        self.assertEqual(decision.intent, "out_of_scope")
        self.assertAlmostEqual(decision.confidence, 0.6 / 1.3)

    def test_an_empty_ranking_is_unclear(self):
        """A classifier with nothing to say leaves no intent standing by accident."""
        self.assertEqual(settled({}), "nlu_fallback")
        self.assertEqual(settled({}, strength="plain"), "answer")

    def test_the_ranking_shows_what_was_possible(self):
        """A caller sees the settled intent first and then what was possible, without what was ruled out."""
        decision = decide([("booking_wish", 0.5), ("detox", 0.2), ("answer", 0.1)], "home", "none", SETTINGS)
        self.assertEqual([name for name, _ in decision.ranking], ["nlu_fallback", "detox"])
        self.assertEqual(decision.row, "none")


class TheComponent(unittest.TestCase):
    def message(self, text="hm", metadata=None):
        ranking = [{"name": "answer", "confidence": 0.6}, {"name": "detox", "confidence": 0.35}]
        data = {TEXT: text, METADATA: metadata, INTENT: ranking[0], INTENT_RANKING_KEY: ranking}
        (message,) = OpenQuestion(SETTINGS).process([Message(data=data)])
        return message

    def test_the_metadata_decides(self):
        """The service's word about what is open, and how the text read, reaches the decision and the output."""
        message = self.message(
            metadata={"question": "home", "language": "en", "reading": {"strength": "weak"}}
        )
        self.assertEqual(message.get(INTENT)["name"], "answer")
        said = message.as_dict(only_output_properties=True)
        self.assertEqual(said["open_question"], {"question": "home", "strength": "weak", "row": "weak"})
        self.assertEqual([entry["name"] for entry in said[INTENT_RANKING_KEY]], ["answer", "detox"])

    def test_missing_or_odd_metadata_never_makes_an_answer(self):
        """A caller that forgets to say what is open, or says it wrongly, cannot have an answer stored."""
        for metadata in (None, {}, [], {"question": None}, {"question": 7, "reading": {"strength": "plain"}}):
            self.assertEqual(self.message(metadata=metadata).get(INTENT)["name"], "detox")
        odd = {"question": "home", "reading": {"strength": "certain"}}
        self.assertEqual(self.message(metadata=odd).get(INTENT)["name"], "nlu_fallback")

    def test_a_tapped_option_is_left_alone(self):
        """A command names its intent itself; weighing it would only risk the tap."""
        message = self.message(text='/answer{"value": "yes"}')
        self.assertEqual(message.get(INTENT), {"name": "answer", "confidence": 0.6})


class TheConfig(unittest.TestCase):
    def test_the_project_config_is_a_whole_table(self):
        """The table the engine really runs with is complete and holds."""
        pipeline = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
        settings = read_settings(pipeline[-1])
        self.assertEqual(pipeline[-1]["name"], "engine.open_question.OpenQuestion")
        self.assertEqual(settings.demands["plain"].otherwise, "answer")
        self.assertLess(settings.demands["weak"].confidence, settings.demands["likely"].confidence)
        self.assertLess(settings.demands["likely"].confidence, settings.demands["plain"].confidence)

    def test_every_intent_named_in_the_table_is_trained(self):
        """A misspelt intent in the table would silently never match."""
        pipeline = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
        trained = set()
        for path in (PROJECT / "data" / "nlu").glob("*.yml"):
            trained |= {entry["intent"] for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]}
        settings = read_settings(pipeline[-1])
        self.assertEqual(
            (settings.detours | set(settings.only_while) | set(settings.louder) | {"answer"}) - trained, set()
        )

    def test_a_wrong_table_is_refused(self):
        """A row that is missing, misspelt or out of range stops the load and is named."""
        demands = TABLE["demands"]
        wrong = [
            ({"plain": demands["plain"]}, "exactly the rows"),
            ({**demands, "weak": {"confidense": 0.4, "otherwise": "answer"}}, "confidense"),
            ({**demands, "weak": {"confidence": 4, "otherwise": "answer"}}, "from 0 to 1"),
            ({**demands, "no_question": {"confidence": 0.3, "otherwise": "answer"}}, "no_question"),
        ]
        for rows, said in wrong:
            with self.assertRaisesRegex(InvalidConfigException, said):
                read_settings({**TABLE, "demands": rows})


if __name__ == "__main__":
    unittest.main()
