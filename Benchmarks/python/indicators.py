"""What both Python ways score: the measured indicators of the template desk-data, as bands (best, worst, first, second points)."""

INDICATORS = [
    # dimension, indicator, value, sample, most points, bands
    ("attitude", "response_time", "response_time", 10, [(0, 1, 10, 8), (1, 2, 7, 4), (2, 8, 3, 0)]),
    ("attitude", "satisfaction", "satisfaction", 5, [(100, 95, 5, 5), (95, 90, 3, 3), (90, 0, 0, 0)]),
    ("skill", "repair_success", "repair_success", 15, [(100, 90, 15, 12), (90, 80, 11, 8), (80, 0, 7, 0)]),
    ("skill", "repair_time", "repair_time", 10, [(50, 100, 10, 8), (100, 150, 7, 4), (150, 200, 0, 0)]),
    ("efficiency", "ticket_volume", "ticket_volume", 10, [(150, 100, 10, 8), (100, 80, 7, 4), (80, 0, 0, 0)]),
    ("efficiency", "task_timeliness", "task_timeliness", 10, [(0, 0, 10, 10), (1, 2, 7, 4), (3, 4, 0, 0)]),
    ("discipline", "attendance", "attendance", 5, [(0, 0, 5, 5), (1, 2, 3, 2), (3, 4, 0, 0)]),
    ("discipline", "compliance", "compliance", 5, [(0, 0, 5, 5), (1, 2, 3, 2), (3, 4, 0, 0)]),
]
DIMENSIONS = {"attitude": 35, "skill": 35, "efficiency": 20, "discipline": 10}
GRADES = [("A", 90, 1.2), ("B", 80, 1.1), ("C", 70, 1.0), ("D", 60, 0.8), ("E", 0, 0.5)]


def rises(bands):
    """Whether more is worse."""
    return next(best < worst for best, worst, _, _ in bands if best != worst)
