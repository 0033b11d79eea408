"""When TensorFlow is left out, and what stands for it. Runs inside the engine's environment."""

import os
import re
import subprocess
import sys
import unittest
from pathlib import Path
from unittest import mock

from engine import without_tensorflow
from engine.without_tensorflow import may_do_without

PROJECT = Path(__file__).resolve().parent.parent.parent

IMPORTS = re.compile(r"^import tensorflow", re.MULTILINE)

SHOWS = """
import tensorflow as tf, tensorflow.keras.backend as K
from keras.utils.control_flow_util import smart_cond
from typing import Union
class Layer(tf.keras.layers.Layer): pass
Union[tf.Tensor, None], tf.__version__
try:
    Layer()
except RuntimeError as refused:
    print("refused", "DOORWAY_ENGINE_ADJUSTMENTS=off" in str(refused))
"""


class Decision(unittest.TestCase):
    def test_our_configuration_does_without(self):
        """Nothing config.yml names needs TensorFlow."""
        self.assertTrue(may_do_without(without_tensorflow.components_of_config(PROJECT / "config.yml")))

    def test_a_component_that_needs_it_gets_it(self):
        """DIET, TED and a stranger's component are loaded with TensorFlow, by short name or by path."""
        for name in ("DIETClassifier", "rasa.core.policies.ted_policy.TEDPolicy", "somebody.parts.Reader"):
            self.assertFalse(may_do_without(["WhitespaceTokenizer", name]), name)

    def test_the_setting_brings_it_back(self):
        """With the adjustments off TensorFlow is imported whatever the model needs."""
        with mock.patch.dict(os.environ, {without_tensorflow.SETTING: "off"}):
            self.assertFalse(may_do_without(["RulePolicy"]))

    def test_every_module_of_rasa_that_uses_it_is_named(self):
        """Each component of Rasa whose module imports TensorFlow is in the list; a new one would fail here."""
        import rasa
        from rasa.engine.recipes import default_components

        folder = Path(rasa.__file__).parent
        found = set()
        for path in folder.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            if path.parent.name != "tensorflow" and IMPORTS.search(text):
                module = "rasa." + ".".join(path.relative_to(folder).with_suffix("").parts)
                found |= {
                    kind.__name__
                    for kind in default_components.DEFAULT_COMPONENTS
                    if kind.__module__ == module
                }
        self.assertEqual(found, set(without_tensorflow.USES_TENSORFLOW))


class StandIn(unittest.TestCase):
    def test_it_can_be_named_and_inherited_but_not_used(self):
        """Importing, deriving and naming types work; use is refused with the way out."""
        code = f"from engine import without_tensorflow as w; w.stand_in()\n{SHOWS}"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        self.assertEqual(done.stdout.strip(), "refused True")

    def test_it_never_replaces_the_real_one(self):
        """Where TensorFlow was imported already the stand-in refuses."""
        code = "import sys, types; sys.modules['keras'] = types.ModuleType('keras')\n"
        code += "from engine import without_tensorflow as w\nw.stand_in()"
        done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=False)
        self.assertNotEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
