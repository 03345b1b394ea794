"""The review page: Persian beside English in a browser on this machine, every edit kept as it is made."""
