"""Rolling-origin benchmarks of the forecasts on public series.

Linear algebra runs on one thread, set here as it has to be before numpy is imported: more of them make small matrices slower.
"""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
