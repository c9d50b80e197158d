"""The vendor's regions. The ids were seen in use; continents and names are filled in from their codes."""

from __future__ import annotations

from .shapes import Field, Record, Shape, Text

REGION = Shape(
    Field("id", Text()),
    Field("continent", Text()),
    Field("country", Text()),
    Field("countryIso", Text()),
    Field("regionName", Text()),
)

_PLACES = """
us-east-1 NA United States|US|Ashburn
us-ewr NA United States|US|Newark
us-pdx NA United States|US|Portland
us-bos NA United States|US|Boston
us-mia NA United States|US|Miami
us-central-1 NA United States|US|Dallas
us-west-1 NA United States|US|San Jose
us-cmh NA United States|US|Columbus
us-west-2 NA United States|US|Los Angeles
us-south-1 NA United States|US|Houston
us-sea NA United States|US|Seattle
us-mci NA United States|US|Kansas City
us-atl NA United States|US|Atlanta
ca-east-1 NA Canada|CA|Toronto
ca-yvr NA Canada|CA|Vancouver
ca-yul NA Canada|CA|Montreal
br-gru SA Brazil|BR|Sao Paulo
eu-central-1 EU Germany|DE|Frankfurt
eu-central-2 EU Germany|DE|Munich
eu-west-1 EU United Kingdom|GB|London
fr-cdg EU France|FR|Paris
ie-dub EU Ireland|IE|Dublin
it-mxp EU Italy|IT|Milan
se-arn EU Sweden|SE|Stockholm
fi-hel EU Finland|FI|Helsinki
es-mad EU Spain|ES|Madrid
ch-zrh EU Switzerland|CH|Zurich
pl-waw EU Poland|PL|Warsaw
be-bru EU Belgium|BE|Brussels
il-tlv AS Israel|IL|Tel Aviv
ap-south-1 AS India|IN|Mumbai
ap-southeast-1 AS Singapore|SG|Singapore
ap-southeast-2 OC Australia|AU|Sydney
jp-hnd AS Japan|JP|Tokyo
af-south-1 AF South Africa|ZA|Johannesburg
"""
_CONTINENTS = {
    "NA": "North America",
    "SA": "South America",
    "EU": "Europe",
    "AS": "Asia",
    "OC": "Oceania",
    "AF": "Africa",
}


def _region(line: str) -> Record:
    key, continent, rest = line.split(" ", 2)
    country, iso, city = rest.split("|")
    return {
        "id": key,
        "continent": _CONTINENTS[continent],
        "country": country,
        "countryIso": iso,
        "regionName": f"{city}, {country}",
    }


REGIONS: tuple[Record, ...] = tuple(_region(line) for line in _PLACES.strip().splitlines())
