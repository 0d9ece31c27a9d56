"""Which observations speak of the same agreement, and what changed between lists. Pure: no clock, network or store.

`follow(snapshots, rulings)` walks the participating lists in the order of their dates and returns the agreements
with the runs of printed rows that show them, the events between lists, and every judgement made on the way as a
decision with its rule and reason. May import `model`, `settings`, `errors` and what lies below.

- `records`: what goes in (sightings, snapshots, rulings) and what comes out (agreements, events, decisions)
- `rules`: the named tiers by which an unexplained row is joined to a lineage, and the guards that refuse
- `lineage`: one agreement as it is followed through the lists
- `choosing`: which rows are compared, and which verdict is taken
- `follow`: the walk; `outcome`: statuses, successors and confirmed departures at its end
"""

from comity.identity.follow import follow
from comity.identity.records import Agreement, Decision, Event, History, Ruling, Run, Sighting, Snapshot, Span

__all__ = ["Agreement", "Decision", "Event", "History", "Ruling", "Run", "Sighting", "Snapshot", "Span", "follow"]
