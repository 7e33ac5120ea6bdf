"""The committee's desk: lists and pages to read; every change is a button that calls an act."""

from cases.admin import cases, catalogue, observations

__all__ = ["cases", "catalogue", "observations"]
