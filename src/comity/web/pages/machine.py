"""What pages say to machines: schema.org records of places, bodies, events, documents and the data set."""

from __future__ import annotations

from typing import Any

from comity.places import Place
from comity.register.ask import Row
from comity.web import addresses
from comity.web.addresses import absolute
from comity.web.pages.links import web_address
from comity.web.served import Served

Data = dict[str, Any]


def place_data(served: Served, place: Place, path: str) -> Data:
    """Return a place as an administrative area, with its codes."""
    codes = [("GEOID", place.geoid), ("Open Civic Data id", place.ocd_id)]
    data: Data = {
        "@type": "AdministrativeArea",
        "name": place.label,
        "url": absolute(served.base_url, path),
        "identifier": [{"@type": "PropertyValue", "propertyID": name, "value": code} for name, code in codes if code],
    }
    if place.latitude is not None and place.longitude is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return data


def agency_data(served: Served, agency: Row) -> Data:
    """Return an agency as a government organisation."""
    path = addresses.agency_path(agency["agency_id"])
    data: Data = {
        "@type": "GovernmentOrganization",
        "name": agency["agency"],
        "url": absolute(served.base_url, path),
        "areaServed": agency["state"],
    }
    if agency["ori"]:
        data["identifier"] = {"@type": "PropertyValue", "propertyID": "FBI ORI", "value": agency["ori"]}
    return data


def contest_data(served: Served, contest: Row, name: str) -> Data | None:
    """Return a contest as an event on the day that fills the office, or None where no day is known."""
    day = contest["general_on"] or contest["primary_on"]
    if not day:
        return None
    return {
        "@type": "Event",
        "name": name,
        "startDate": day,
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "AdministrativeArea", "name": f"{contest['unit']}, {contest['state']}"},
        "url": absolute(served.base_url, addresses.contest_path(contest["contest_id"])),
    }


def document_data(row: Row) -> Data:
    """Return a publication as a creative work."""
    data: Data = {"@type": "CreativeWork", "name": row.get("title") or row.get("name") or row["publication_id"]}
    if row.get("published_on"):
        data["datePublished"] = row["published_on"]
    if row.get("outlet"):
        data["publisher"] = {"@type": "Organization", "name": row["outlet"]}
    if web_address(row.get("url", "")):
        data["url"] = web_address(row["url"])
    return data


def dataset_data(served: Served, name: str, description: str) -> Data:
    """Return the whole record as a data set."""
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": absolute(served.base_url, addresses.HOME),
        "identifier": served.release.release_id,
        "dateModified": served.as_of,
        "isAccessibleForFree": True,
        "spatialCoverage": "United States",
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": absolute(served.base_url, addresses.DATA),
        },
    }
