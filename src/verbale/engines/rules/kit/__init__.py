"""The conformance kit: folders that each hold a model and test cases in XML.

from verbale.engines.rules.kit import run_kit

for result in run_kit(path):
    print(result.case, result.passed, result.failures)
"""

from .file import NoCases, NoFolder, NoModel, NotKit
from .run import CaseResult, Failure, run_kit

__all__ = ["CaseResult", "Failure", "NoCases", "NoFolder", "NoModel", "NotKit", "run_kit"]
