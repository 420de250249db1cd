"""The sample run with all its reports, written once."""

from pathlib import Path

import pytest

from reports.write import write_reports
from tests.reports.run_sample import write_sample_run


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_sample_run(tmp_path_factory.mktemp("runs"))
    write_reports(folder)
    return folder
