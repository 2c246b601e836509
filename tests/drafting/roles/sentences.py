"""Invented sentences in which somebody is said to be something, and what: role, organisation, whether past."""

from __future__ import annotations

from typing import Final

Said = tuple[str, str, bool]

ADA: Final = "Ada Bern"

SENTENCES: Final[dict[str, list[Said]]] = {
    # After the name
    "Ada Bern, head of tea policy at the think tank the Cup Fund, believes that tea matters.": [
        ("head of tea policy", "Cup Fund", False)
    ],
    "Ada Bern, director of the Centre for International Tea Policy, was asked about it.": [
        ("director", "Centre for International Tea Policy", False)
    ],
    "“It is fine,” said Ada Bern, the director of Tea Watch.": [("director", "Tea Watch", False)],
    "Ada Bern, medical director at Town Hospital, Leeds, agrees.": [
        ("medical director", "Town Hospital, Leeds", False)
    ],
    "Ada Bern, a GP and lecturer at Leeds University’s Institute of Tea, admits it.": [
        ("GP", "", False),
        ("lecturer", "Leeds University’s Institute of Tea", False),
    ],
    "Ada Bern, a professor of tea law at the University of Leeds, said no.": [
        ("professor of tea law", "University of Leeds", False)
    ],
    "Ada Bern, professor of paediatric nursing (child care) at St Mary’s Hospital, London, is leaving.": [
        ("professor of paediatric nursing", "St Mary’s Hospital, London", False)
    ],
    "Ada Bern, a senior research fellow in the Department of Tea at Leeds University, said no.": [
        ("senior research fellow", "Department of Tea at Leeds University", False)
    ],
    "Ada Bern, former chief executive of the NHS and vice-chancellor of the University of Leeds, is worried.": [
        ("chief executive", "NHS", True),
        ("vice-chancellor", "University of Leeds", True),
    ],
    "Ada Bern, a spokesperson for Friends of the Teapot, said it was late.": [
        ("spokesperson", "Friends of the Teapot", False)
    ],
    "Ada Bern, spokeswoman for the council, said it was late.": [("spokeswoman", "council", False)],
    "Ada Bern, chair of the British Tea Association’s council, said so.": [
        ("chair", "British Tea Association’s council", False)
    ],
    "Ada Bern, 45, a nurse from Leeds, said so.": [("nurse", "", False)],
    "Ada Bern (head of nursing at Town Hospital) said so.": [("head of nursing", "Town Hospital", False)],
    "Ada Bern – chief economist at the Tea Bank – said so.": [("chief economist", "Tea Bank", False)],
    "Ada Bern, now director of policy at the Tea Trust, said so.": [("director of policy", "Tea Trust", False)],
    "Ada Bern, a retired surgeon, said so.": [("surgeon", "", True)],
    "Ada Bern, once a hospital manager, said so.": [("hospital manager", "", True)],
    "Ada Bern, the ex-president of the Royal College of Tea, said so.": [("president", "Royal College of Tea", True)],
    "Ada Bern, a former NHS manager who works with hospitals, says that it is so.": [("manager", "NHS", True)],
    "Ada Bern, a writer, broadcaster and historian, said so.": [
        ("writer", "", False),
        ("broadcaster", "", False),
        ("historian", "", False),
    ],
    "Ada Bern, founder and chief executive of the charity Cups for All, said so.": [
        ("founder", "Cups for All", False),
        ("chief executive", "Cups for All", False),
    ],
    "Ada Bern, the Guardian’s health editor, said so.": [("health editor", "Guardian", False)],
    "Ada Bern, minister for health and social care, said so.": [("minister for health and social care", "", False)],
    "Ada Bern, the council's cabinet member for housing, said so.": [("cabinet member for housing", "council", False)],
    "Ada Bern, policy adviser to the Tea Commission, said so.": [("policy adviser to the Tea Commission", "", False)],
    "Ada Bern, a consultant cardiologist at Town Hospital, said so.": [
        ("consultant cardiologist", "Town Hospital", False)
    ],
    "Ada Bern, deputy leader of the Green Party, said so.": [("deputy leader", "Green Party", False)],
    "Ada Bern, general secretary of the Royal College of Nursing, said so.": [
        ("general secretary", "Royal College of Nursing", False)
    ],
    "Ada Bern, the mayor of Leeds, said so.": [("mayor", "Leeds", False)],
    "Ada Bern, of the Tea Commission, said so.": [("", "Tea Commission", False)],
    "Ada Bern of the University of Leeds said so.": [("", "University of Leeds", False)],
    "Ada Bern, from the Tea Research Institute, said so.": [("", "Tea Research Institute", False)],
    "Ada Bern, a lawyer with the firm Cup and Saucer, said so.": [("lawyer", "Cup and Saucer", False)],
    "Ada Bern, a law professor at Yale University who has studied tea, said so.": [
        ("law professor", "Yale University", False)
    ],
    "Ada Bern, an associate professor at Harvard Medical School and a doctor at Boston Hospital, said so.": [
        ("associate professor", "Harvard Medical School", False),
        ("doctor", "Boston Hospital", False),
    ],
    "Ada Bern, lead author of the study, said so.": [("lead author of the study", "", False)],
    "Ada Bern, an economist at Goldman Sachs in New York, said so.": [("economist", "Goldman Sachs", False)],
    "Ada Bern, president of the Royal College of Physicians, and Gus Hart, its treasurer, said so.": [
        ("president", "Royal College of Physicians", False)
    ],
    "Ada Bern, head of the highly respected Institute for Tea Studies (ITS), said so.": [
        ("head", "Institute for Tea Studies", False)
    ],
    "Ada Bern (Green), director of External Affairs, said so.": [("director of External Affairs", "", False)],
    "Ada Bern, a commercial tea grower from Kent who is chair of the Tea Union, said so.": [
        ("commercial tea grower", "", False),
        ("chair", "Tea Union", False),
    ],
    "Ada Bern, acute and community care director at the Tea Trust, said so.": [
        ("acute and community care director", "Tea Trust", False)
    ],
    "Ada Bern, chair of the board of trustees of the Tea Trust, said so.": [
        ("chair of the board of trustees", "Tea Trust", False)
    ],
    # Before the name
    "Tea News’ Political Editor Ada Bern said so.": [("Political Editor", "Tea News", False)],
    "Tea Institute (TI) Senior Staff Lawyer Ada Bern said so.": [("Senior Staff Lawyer", "Tea Institute", False)],
    "Town Board of Education Vice President Ada Bern said so.": [("Vice President", "Town Board of Education", False)],
    "The chairman Cllr Ada Bern said so.": [("chairman", "", False), ("Cllr", "", False)],
    "Historian Ada Bern of Leeds University said so.": [("Historian", "Leeds University", False)],
    "NHS England chief executive Ada Bern said so.": [("chief executive", "NHS England", False)],
    "Former NHS chief executive Dame Ada Bern is worried.": [("chief executive", "NHS", True)],
    "Shadow health secretary Ada Bern said so.": [("Shadow health secretary", "", False)],
    "Green Party health spokeswoman Ada Bern said so.": [("health spokeswoman", "Green Party", False)],
    "On Monday tourism minister Dr Ada Bern said so.": [("tourism minister", "", False)],
    "Tea News editor Ada Bern said so.": [("editor", "Tea News", False)],
    "Professor Ada Bern said so.": [("Professor", "", False)],
    "Professor Ada Bern, head of genetics at Town Hospital, said so.": [
        ("Professor", "", False),
        ("head of genetics", "Town Hospital", False),
    ],
    "Prime Minister Ada Bern said so.": [("Prime Minister", "", False)],
    "German Chancellor Ada Bern said so.": [("Chancellor", "", False)],
    "Malta’s Prime Minister, Ada Bern, said so.": [("Prime Minister", "Malta", False)],
    "The president of the Tea Society, Ada Bern, said so.": [("president", "Tea Society", False)],
    "The then health secretary Ada Bern set the target.": [("health secretary", "", True)],
    "The director of Tea Watch, Professor Ada Bern, said so.": [
        ("director", "Tea Watch", False),
        ("Professor", "", False),
    ],
    "The Tea Times reporter, Ada Bern, said so.": [("reporter", "Tea Times", False)],
    "Tea Commission’s Ada Bern said so.": [("", "Tea Commission", False)],
    "According to senior lecturer Ada Bern, it is so.": [("senior lecturer", "", False)],
    "Leeds University historian Ada Bern said so.": [("historian", "Leeds University", False)],
    "Labour MP Ada Bern said so.": [("MP", "Labour", False)],
    "The Minister of Information and National Orientation, Ada Bern, said so.": [
        ("Minister of Information and National Orientation", "", False)
    ],
    "Beekeeper Ada Bern said so.": [("Beekeeper", "", False)],
    "Tea Fund spokeswoman Ada Bern said so.": [("spokeswoman", "Tea Fund", False)],
    # In clauses
    "Ada Bern, who leads on tea practice at the consultancy firm Cup Group, says so.": [
        ("leads on tea practice", "Cup Group", False)
    ],
    "Ada Bern, who is director of Tea Watch, says so.": [("director", "Tea Watch", False)],
    "Ada Bern, who was chief nurse at Town Hospital until 2012, says so.": [("chief nurse", "Town Hospital", True)],
    "Ada Bern, who heads the Centre for Tea Studies, says so.": [("head", "Centre for Tea Studies", False)],
    "Ada Bern, who works as a nurse at Town Hospital, says so.": [("nurse", "Town Hospital", False)],
    "Ada Bern, who chairs the Tea Commission, says so.": [("chair", "Tea Commission", False)],
    "Ada Bern is the new chair of trustees at Tea Research.": [("chair of trustees", "Tea Research", False)],
    "Ada Bern is a professor at the University of Leeds.": [("professor", "University of Leeds", False)],
    "As clinical director at Town Hospital, Ada Bern leads a team.": [("clinical director", "Town Hospital", False)],
    "Ada Bern likes it. As clinical director at Town Hospital, she leads a team.": [
        ("clinical director", "Town Hospital", False)
    ],
    # With the organisation that the article has just named
    "The Tea Board left. Its head of tea, Ada Bern, said so.": [("head of tea", "Tea Board", False)],
    "Malta denied it. Its ambassador to the Union, Ada Bern, said so.": [("ambassador to the Union", "Malta", False)],
    "The Tea Trust, whose chair, Ada Bern, said so, left.": [("chair", "Tea Trust", False)],
    "The aid group Tea Watch left. Ada Bern, the group’s head of mission, said so.": [
        ("head of mission", "Tea Watch", False)
    ],
    "The company’s director, Ada Bern, said so.": [("director", "company", False)],
    "Leeds University left. The firm’s director, Ada Bern, said so.": [("director", "firm", False)],
    "A goat left. Its owner, Ada Bern, said so.": [("owner", "", False)],
    # What stands before a name
    "Lowell County District Attorney Ada Bern said so.": [("District Attorney", "Lowell County", False)],
    "Assistant City Attorney Ada Bern said so.": [("Assistant City Attorney", "", False)],
    "State Rep. Ada Bern said so.": [("State Rep.", "", False)],
    "Police Constable Ada Bern said so.": [("Police Constable", "", False)],
    "Belmarian Foreign Minister Ada Bern said so.": [("Foreign Minister", "", False)],
    "Belmarian defence ministry spokeswoman Ada Bern said so.": [("spokeswoman", "Belmarian defence ministry", False)],
    "He thanked passenger Ada Bern for it.": [("passenger", "", False)],
    "Swimmer Ada Bern said so.": [("Swimmer", "", False)],
    "Harbour master Ada Bern said so.": [("Harbour master", "", False)],
    "Highways officer Ada Bern said so.": [("Highways officer", "", False)],
    "He threw his support behind Gov. Ada Bern of Wisconsin.": [("Gov.", "Wisconsin", False)],
    "Mr Hart’s campaign manager, Ada Bern, said so.": [("campaign manager", "", False)],
    "The head of that delegation, Ada Bern, said so.": [("head", "delegation", False)],
    "The broadcaster and botanist Ada Bern said so.": [("broadcaster", "", False), ("botanist", "", False)],
    # After the name
    "Ada Bern KC, prosecuting, said so.": [("prosecuting", "", False)],
    "Ada Bern, for the defence, said so.": [("for the defence", "", False)],
    "Cllr Ada Bern (Lab, Dockside), leader of the opposition, said so.": [
        ("Cllr", "", False),
        ("leader of the opposition", "", False),
    ],
    "Ada Bern, a doctor in Leeds and clinical lead for tea at the Tea Board, said so.": [
        ("doctor", "", False),
        ("clinical lead for tea", "Tea Board", False),
    ],
    "Ada Bern, chair of the ethics committee of the College of Tea, said so.": [
        ("chair of the ethics committee", "College of Tea", False)
    ],
    "Ada Bern, a winners’ adviser for the Tea Lottery Board, said so.": [
        ("winners’ adviser", "Tea Lottery Board", False)
    ],
    "Ada Bern, a gardener at the park until 2003, said so.": [("gardener", "park", True)],
    "Ada Bern, who attended as an observer for the Tea Commission, said so.": [("observer", "Tea Commission", False)],
    "Ada Bern, who owns the Tea Café, said so.": [("owner", "Tea Café", False)],
    "Ada Bern, who founded Tea Watch, said so.": [("founder", "Tea Watch", False)],
    "Ada Bern, who chaired the charity, said so.": [("chair", "charity", True)],
    "Ada Bern, who was her publisher for thirty years, said so.": [("publisher", "", False)],
    "Ada Bern, who advised the talks, said so.": [],
    "Ada Bern, who has died aged 91, was for twenty years head of the Tea Trust.": [("head", "Tea Trust", False)],
    "Ada Bern, a retired seamstress, said so.": [("seamstress", "", True)],
    "Ada Bern would not say. The Hexley manager said so.": [("manager", "Hexley", False)],
    # Names with a list, a comma or a sign in them
    "Ada Bern, chief executive of Hexley, Combe and Leigh NHS trust in the north, said so.": [
        ("chief executive", "Hexley, Combe and Leigh NHS trust", False)
    ],
    "Ada Bern, head of the Hexley Women’s and Children’s trust, said so.": [
        ("head", "Hexley Women’s and Children’s trust", False)
    ],
    "Ada Bern, chair and founder of Action on Tea, said so.": [
        ("chair", "Action on Tea", False),
        ("founder", "Action on Tea", False),
    ],
    "Ada Bern, a professor at the University of Leeds and Senior Fellow with the Tea Fund, said so.": [
        ("professor", "University of Leeds", False),
        ("Senior Fellow", "Tea Fund", False),
    ],
    "It was signed by Brighton and Hexley University Hospitals Trust’s chief nurse Ada Bern.": [
        ("chief nurse", "Brighton and Hexley University Hospitals Trust", False)
    ],
    # What a role is about, or where
    "Ada Bern, Interim Chief Inspector for Adult Social Care, said so.": [
        ("Interim Chief Inspector for Adult Social Care", "", False)
    ],
    "Ada Bern, chief UK and European economist at the Tea Bank, said so.": [
        ("chief UK and European economist", "Tea Bank", False)
    ],
    "The Federal Privacy Commissioner, Ada Bern, said so.": [("Federal Privacy Commissioner", "", False)],
    "Emergency Services Minister Ada Bern said so.": [("Emergency Services Minister", "", False)],
    "Severe weather forecaster Ada Bern said so.": [("Severe weather forecaster", "", False)],
    "Lay member Ada Bern said so.": [("Lay member", "", False)],
    "Israeli Cabinet Minister Ada Bern said so.": [("Cabinet Minister", "", False)],
    "South African captain Ada Bern said so.": [("captain", "", False)],
    "Lord Mayor Ada Bern said so.": [("Lord Mayor", "", False)],
    "New York Mayor Ada Bern said so.": [("Mayor", "New York", False)],
    # Names before a role that hold a word which roles hold, too
    "It was late, said Hexley World director Ada Bern.": [("director", "Hexley World", False)],
    "The former Hexley State governor Ada Bern said so.": [("governor", "Hexley State", True)],
    "Hexley Rovers coach Ada Bern said so.": [("coach", "Hexley Rovers", False)],
    # Two offices
    "President General Ada Bern said so.": [("President", "", False), ("General", "", False)],
    "Director General Ada Bern said so.": [("Director General", "", False)],
    "The chairman of the Joint Chiefs General Ada Bern said so.": [
        ("chairman", "Joint Chiefs", False),
        ("General", "", False),
    ],
    # Where somebody is from, without a role
    "The Bureau of Tea’s Ada Bern said so.": [("", "Bureau of Tea", False)],
    "At the Tea Fund, Ada Bern said so.": [("", "Tea Fund", False)],
    "Ada Bern, representing the trust, said so.": [("representative", "trust", False)],
    # After degrees, and places that articles begin with
    "Ada Bern, DSc, MPH, senior author of the report, said so.": [("senior author of the report", "", False)],
    "HEXLEY - Energy Minister Ada Bern said so.": [("Energy Minister", "", False)],
    # Somebody else's
    "A spokesman for Tea Minister Ada Bern said so.": [("Tea Minister", "", False)],
    "It was Tea Minister Gus Hart’s spokesman Ada Bern who said so.": [("spokesman", "", False)],
    "Ada Bern, a reminder that tea is hot, left.": [],
    "Ada Bern, MP for Hexley and Combe, will lead the talks.": [("MP for Hexley and Combe", "", False)],
    # What is no role
    "According to Ada Bern, a doctor told him that it was so.": [],
    "Ada Bern, 45, said so.": [],
    "Ada Bern, my sister, said so.": [],
    "Ada Bern, however, said so.": [],
    "Ada Bern said the director was wrong.": [],
    "Ada Bern, Gus Hart and Eva Fox said so.": [],
    "Gus Hart, director of Tea Watch, Ada Bern and Eva Fox said so.": [],
    "Ada Bern’s director said so.": [],
    "Yesterday Ada Bern said so.": [],
    "Ms Ada Bern said so.": [],
}
