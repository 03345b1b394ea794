"""Scores against references: metrics, significance, test sets, reports."""
