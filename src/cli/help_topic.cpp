#include "help_topic.hpp"

#include <algorithm>

namespace lmsection::cli {

namespace {

constexpr std::string_view dates_topic = R"(Dates, months and years.

A date can be written in any of these ways:

  2026-11-24            11/24/2026            24 Nov 2026
  November 24, 2026     Nov 24                30.06.2027
  today                 tomorrow              yesterday
  monday                next monday           next month
  +30d                  +2w                   november 2026

Numbers with slashes are month first; numbers with dots are day first.

A date without a year is
  - the next one, where something is planned (--start),
  - the last one, where something was done (checklist done --on),
  - the last one within 120 days, otherwise the next one, where both are
    possible (meeting add --on, appoint end --on),
  - the one in the current program year, where you look at something
    (roster --on).
If it could mean another date, lmsection shows how it was read.

A month (--month) is 11, nov, 2026-11 or next.
A span (--within, --alarm) is 30, 30d, 2w or 1m.
A program year (--year) runs from July 1 to June 30 and is named by the year
in which it begins: 2026, 2026-2027, next, last.

Scripts should write 2026-11-24, which has only one meaning. --today DATE uses
another date as today:

  lmsection roster --on "July 1, 2027"
  lmsection checklist --month next
  lmsection --today 2027-05-01 checklist
)";

constexpr std::string_view names_topic = R"(How to name people, groups and checklist items.

People
  by email              ana@lib.example
  by full name          "Ana Diaz" or "Diaz, Ana"
  by part of the name   ana, if it fits only one person
  by id                 3766298151629806674, from 'lmsection person list -f csv'

Upper case, lower case and accents do not matter. Whole words win over parts
of words: ana is Ana Diaz, even if there is an Ioana.

New people are recorded by the first command that names them with an address:
  lmsection appoint "Ben Okafor <ben@lib.example>" middle-managers

Groups
  by slug               member-experience
  by name               "Member Experience", with or without "Committee"
  by initials           MBP for Management Best Practices
  by part of the name   experience, if it fits only one group

Checklist items, programs and events are named by their slug or id, or by
words of their title:
  lmsection checklist done "webinar ideas"

Put names with spaces in quotes. If a name fits no record, or more than one,
nothing is changed and lmsection shows the nearest matches.
)";

constexpr std::string_view files_topic = R"(The files that lmsection reads and writes.

The database is one file. lmsection uses the first of these:
  --db FILE
  $LMSECTION_DB
  $XDG_DATA_HOME/lmsection/section.db
  ~/.local/share/lmsection/section.db

Only you can read a new database. Copy it with 'lmsection backup', not with
cp: a copy made while another program writes may be damaged.

Tables can be read from CSV files; - is standard input. If one line is wrong,
every bad line is reported and nothing is recorded. Try with --dry-run first:
  lmsection appoint --from people.csv --dry-run
  lmsection report-due submit --from reports.csv
  lmsection meeting add --from meetings.csv
  lmsection program add --from programs.csv
  lmsection volunteer import form.csv --ignore-extra

Any result can be written to a file, in a format that --format names:
  lmsection roster --format csv --output roster.csv
  lmsection roster --format xlsx --output roster.xlsx
  lmsection calendar --format ics --output section.ics
  lmsection page --output section.html

CSV that one command writes is CSV that the matching command reads. The file
is replaced only when the result is complete.

Another section's handbook is a TOML file:
  lmsection --db maps.db init --handbook maps.toml
)";

constexpr std::string_view cron_topic = R"(Run lmsection from cron.

cron mails what a command prints. These commands print nothing when nothing
is due, so there is no mail then. Name the database: cron may run with
a home folder other than yours.

  # Every Monday: what needs attention, on one page
  0 7 * * 1   lmsection --db /srv/section.db digest

  # The first of the month: what is still to be done
  0 7 1 * *   lmsection --db /srv/section.db checklist --open

  # Every night: a backup; keep the 30 newest
  30 3 * * *  lmsection --db /srv/section.db backup /srv/copies --keep 30 -q

  # Every night: the public page
  20 2 * * *  lmsection --db /srv/section.db page --public -q -o /srv/www

To act only if something is due, use --exit-code and act on status 1:

  lmsection report-due --within 14d --exit-code -q > due.txt
  [ $? -eq 1 ] && mail -s Reports chair@lib.example < due.txt

Exit status:
  0  done; with --exit-code: nothing is due
  1  something is due (with --exit-code)
  2  the command line is wrong
  3  refused
  4  the file, the database or the disk failed

See what a later day would print: lmsection --today 2027-05-01 digest
)";

}    // namespace

const std::array<HelpTopic, 4> help_topics{{
    {"dates", "How to write dates, months and years", dates_topic},
    {"names", "How to name people, groups and items", names_topic},
    {"files", "The database, and files to read and write", files_topic},
    {"cron", "Run lmsection from cron", cron_topic},
}};

const HelpTopic* topic_named(std::string_view name) {
    const auto* const found = std::ranges::find(help_topics, name, &HelpTopic::name);
    return found == help_topics.end() ? nullptr : found;
}

}    // namespace lmsection::cli
