"""The grammar's table: which pattern is read by which rule, in order; the first rule that matches a whole phrase decides."""

from __future__ import annotations

import re
from collections.abc import Callable

from lapwing.coding.calendar import counted as c
from lapwing.coding.calendar import rules as r
from lapwing.coding.calendar import words as w
from lapwing.coding.calendar.holidays import FEAST
from lapwing.coding.calendar.moments import Moment, Setting

Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Setting], tuple[Moment, ...]]]

_REL = r"(?P<rel>this|last|next|the same|that)"
_YEAR_TAIL = rf"(?:(?:,? ?(?:of |in )?|-)(?P<year>{w.YEAR}|'\d\d|{w.YEAR_WORDS})|,? (?:of |in )?{_REL} year)?"
_MONTH = rf"(?P<month>{w.MONTH})"
_DAYS = rf"(?P<days>{w.DAY}(?:(?:, | and |, and | or | ?[-–] ?| to | through )(?!{w.YEAR}){w.DAY})*)"
_WD = rf"(?P<wd>{w.WEEKDAY})"
_WD_LIST = rf"(?P<wd>{w.WEEKDAY}(?:(?:,| and| or|, and) {w.WEEKDAY})*)"
_WD_WHICH = r"(?:(?P<which>the following|following|this past|past|last|previous|next|the coming|this coming|coming|this|that) )?"
_PART = rf"(?:(?:,? (?:in the |at )?|-)(?:early[- ]|late[- ]|mid-?|mid )?(?P<part>{w.PART})s?)?"
_PART0 = rf"(?:(?:early[- ]|late[- ]|mid-?|mid )?(?P<part0>{w.PART}) (?:on |of )?)?"
_WHICH = (
    r"(?P<which>(?:the )?(?:last|past|previous|preceding|next|coming|upcoming|following|current|present)|this past|this coming|this"
    r"|the same|that same|that)"
)
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d\d)?(?::\d\d)? ?(?:a\.?m\.?|p\.?m\.?)(?![a-z])|\d{1,2}:\d\d(?::\d\d)?(?! ?[ap]\.?m)"
    r"|\d{4} (?:hours|gmt)|noon|midday|midnight)"
)
_N = rf"(?P<n>{w.NUMBER})"
_U = rf"(?P<unit>{w.UNIT})"
_FEAST_WHICH = r"(?:(?P<which>last|past|next|this|coming|the coming) )?"
_BIG = r"(?:year|decade|century|month|week|quarter|day|hour|minute|night|fortnight)"

_TABLE = (
    (r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:t[\d:.]+z?)?", r.read_ymd),
    (r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?!\d)", r.read_numeric),
    (r"9/11(?!/)", r.read_named_day),
    (rf"{_WD},? (?:the )?{_MONTH} {_DAYS}{_YEAR_TAIL}", r.read_weekday_date),
    (rf"{_WD},? (?:the )?{_DAYS}(?: of)? {_MONTH}{_YEAR_TAIL}", r.read_weekday_date),
    (rf"{_MONTH} (?:the )?{_DAYS}{_YEAR_TAIL}", r.read_days),
    (rf"{_DAYS}(?: of)?[ -]{_MONTH}{_YEAR_TAIL}", r.read_days),
    (rf"(?P<which>this past|past|last|next|this|coming|the coming) {_MONTH}", r.read_which_month),
    (rf"(?:(?:the )?month of )?{_MONTH}{_YEAR_TAIL}", r.read_month),
    (rf"(?:the )?(?:(?P<n>{w.ORDINAL})[- ](?P<what>quarter|half)"
     rf"|(?P<what2>q)(?P<q>[1-4]))(?: of(?: the)? fiscal(?: year)?(?= ))?{_YEAR_TAIL}", r.read_part_of_year),
    (rf"{_FEAST_WHICH}(?P<feast>{FEAST})(?: (?:in |of )?(?:(?P<year>{w.YEAR})|{_REL} year))?", r.read_feast),
    (rf"(?:(?P<hd>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<hm>{w.HIJRI})(?:,? (?P<hy>1[34]\d\d)(?: ?a?h)?)?", r.read_hijri),
    (rf"(?:the )?(?:(?P<which>this past|last|past|previous|next|this|coming|the coming) )?"
     rf"(?P<season>{w.SEASON})(?:time)?{_YEAR_TAIL}", r.read_season),
    (r"(?P<a>1[5-9]\d\d|20\d\d)(?:[-/]| ?[-–] ?)(?P<b>\d{4}|\d\d)(?!\d|-)", r.read_year_range),
    (r"(?:the )?(?P<d>(?:1[0-9]|20)\d0|['’]?\d0)['’]?s", r.read_decade),
    (r"(?:the )?(?P<d>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)", r.read_decade),
    (rf"(?:the )?(?P<n>{w.ORDINAL})[- ]century(?P<bc>,? b\.?c\.?(?:e\.?)?)?", r.read_century),
    (rf"(?P<fiscal>(?:the )?(?:fiscal(?: year)?|financial year|fy) ?)?(?:the year |year |calendar |ad "
     rf"|a\.d\. )?(?P<y>{w.YEAR})(?: (?:ad|ce))?(?! ?b\.?c)", r.read_year),
    (r"(?:the )?(?P<which>current |last |next |this |previous )?(?:fiscal|financial) year", r.read_fiscal),
    (r"(?P<fiscal>)(?:the )?(?P<y>'\d\d)", r.read_year),
    (rf"(?P<fiscal>)(?:the )?(?:year )?(?P<y>{w.YEAR_WORDS})", r.read_year),
    (r"(?:the )?(?:end of (?:the )?(?P<unit>day|week|month|year|quarter)|(?P<unit2>year|month)(?:'s)?[- ]end)", r.read_end_of),
    (rf"{_PART0}{_WD_WHICH}{_WD_LIST}{_PART}(?:,? (?:of )?(?P<week>last|this|next) week)?", r.read_weekdays),
    (rf"(?P<week>last|this|next) week(?:,? on)? (?P<which>)(?P<part0>){_WD_LIST}{_PART}", r.read_weekdays),
    (rf"(?P<dn>today|tonight|yesterday|tomorrow|overnight|last night|last evening|(?:the )?day before yesterday"
     rf"|(?:the )?day after tomorrow){_PART}", r.read_day_names),
    (rf"(?P<dn>(?:earlier |later )?this (?:{w.PART}))(?P<part>)", r.read_day_names),
    (rf"(?:the )?(?P<n>{w.DAY})(?<=[a-z])(?: of (?P<ofm>this|last|next) month)?", r.read_nth_day),
    (rf"(?P<which>) ?{_N}[- ]{_U}s?(?:[- ](?:long|old))? (?P<word>ago|earlier|previously|back|prior|before)", c.ago),
    (rf"{_N}[- ]{_U}s? (?P<word>later|afterwards?|after|on)", c.later),
    (rf"in (?:about |around |roughly |just |another )?{_N} {_U}s?(?P<word>(?:'s?)? time)?", c.ahead),
    (rf"(?:within |over )?(?:about )?{_N} {_U}s? (?P<word>from now|hence|from today)", c.ahead),
    (rf"(?:the )?(?P<which>last|past|next|coming|previous|preceding|following|first) {_N} {_U}s?", c.rolling),
    (rf"(?:the )?(?P<which>recent|past|last|coming|next|previous|upcoming|following) {_U}s(?! ago)", c.recent),
    (rf"(?:the |a )(?P<unit>{_BIG}) (?P<word>before|after|earlier|later|prior)", c.around_that),
    (rf"{_WHICH} {_U}", r.read_this_unit),
    (r"(?P<which>the) (?P<unit>weekend)", r.read_this_unit),
    (rf"(?:every|each) (?:other |single )?(?:{w.ORDINAL} )?(?P<unit>{w.UNIT}|{w.WEEKDAY}|{w.MONTH})", c.every),
    (rf"(?P<unit>{w.WEEKDAY})s(?: {w.PART}s)?|(?P<unit2>{w.WEEKDAY}) {w.PART}s", c.every),
    (r"(?P<unit>daily|nightly|weekly|monthly|quarterly|annually|annual|yearly)", c.every),
    (rf"{_N}(?: more)?[- ]{_U}s?(?![- ]olds?)(?:[- ](?:long|period))?", c.length),
    (rf"(?P<n>)(?P<unit>{_BIG})s(?:[- ]long)?", c.length),
    (rf"(?:the )?(?P<clock>{_CLOCK})(?: ?\(?(?:gmt|utc|e[sd]t|c[sd]t|m[sd]t|p[sd]t|bst|local time|eastern(?: time)?)\)?)?", r.read_clock),
)  # fmt: skip

_UNITS = r"second|minute|hour|day|night|week|month|quarter|semester|season|year|decade|centur|millennium"
_WEEKDAYS = r"day|(?:mon|tues?|wed|thurs?|fri|sat|sun)\."
_NEEDS: dict[object, str] = {
    r.read_ymd: r"\d", r.read_numeric: r"\d", r.read_named_day: r"\d", r.read_weekday_date: r"\d", r.read_days: r"\d",
    r.read_which_month: w.MONTH, r.read_month: w.MONTH, r.read_part_of_year: r"quarter|half|q[1-4]", r.read_season: w.SEASON,
    r.read_year_range: r"\d", r.read_decade: r"\d|ties", r.read_century: r"century", r.read_fiscal: r"fiscal|financial",
    r.read_end_of: r"end", r.read_weekdays: _WEEKDAYS, r.read_day_names: r"day|night|morrow|evening|this ", r.read_nth_day: r"\d",
    c.ago: _UNITS, c.later: _UNITS, c.ahead: _UNITS, c.rolling: _UNITS, c.recent: _UNITS, c.around_that: _UNITS, c.length: _UNITS,
    r.read_this_unit: _UNITS, r.read_clock: r"\d|noon|mid",
}  # fmt: skip


def needs(pattern: re.Pattern[str], rule: Callable[[re.Match[str], Setting], tuple[Moment, ...]]) -> str:
    """A cheap pattern that every text with a match of the rule's pattern contains; the empty one where none is known."""
    if rule is r.read_year:
        return r"\d" if r"\d" in pattern.pattern else r"teen|twenty|thousand"
    return _NEEDS.get(rule, "")


RULES: tuple[Rule, ...] = tuple((re.compile(pattern), function) for pattern, function in _TABLE)
