"""The same networks as a job on Apache Spark, for more statements or ties than one machine holds.

- `start()`: a session, on this machine or on a cluster
- `project_on_spark(session, "statements.parquet", Settings())`: the network, as two data frames
- `network.write("edges.parquet")`, `network.to_networkx()`
"""

from counterpoint.network.spark.job import SparkNetwork, project_on_spark
from counterpoint.network.spark.session import start

__all__ = ["SparkNetwork", "project_on_spark", "start"]
