"""Where many plans are computed: on this machine, or on a cluster."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from data.configuration.base import Section


class Compute(Section):
    """`[compute]`: how several scenarios are planned at once. What is computed does not depend on it."""

    backend: Literal["processes", "dask", "ray"] = "processes"
    """Processes of this machine, or a cluster; Dask and Ray have to be installed beside wardwise."""
    address: str | None = None
    """The scheduler of the cluster, such as "tcp://10.0.0.5:8786" for Dask; not given starts one on this machine."""
    n_jobs: int | None = Field(default=None, ge=1)
    """Plans computed at once; not given means one for each core, or for each worker of the cluster."""
