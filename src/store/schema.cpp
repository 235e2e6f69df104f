#include "lmsection/store/schema.hpp"

#include "query.hpp"

#include <fmt/format.h>

#include <array>

namespace lmsection::store {

namespace {

// Patches are never edited once they have landed: a change of the schema is a new patch.
// `rank` and `sort_key` repeat what role and name say so that a roster is read in index order.
constexpr const char* first_schema = R"sql(
CREATE TABLE handbook (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    toml TEXT NOT NULL
) STRICT;

CREATE TABLE people (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    name_key    TEXT NOT NULL,
    email       TEXT CHECK (length(email) BETWEEN 3 AND 254),
    email_key   TEXT UNIQUE,
    institution TEXT NOT NULL DEFAULT '' CHECK (length(institution) <= 2000),
    note        TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    CHECK ((email IS NULL) = (email_key IS NULL))
) STRICT;
CREATE INDEX people_by_name ON people (name_key, id);

CREATE TABLE groups (
    id         INTEGER PRIMARY KEY,
    slug       TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80),
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    kind       TEXT NOT NULL
               CHECK (kind IN ('leadership-team', 'committee', 'interest-group', 'working-group')),
    position   INTEGER NOT NULL,
    charge     TEXT NOT NULL DEFAULT '',
    section    TEXT NOT NULL DEFAULT '',
    retired_on TEXT CHECK (retired_on IS date(retired_on))
) STRICT;

CREATE TABLE appointments (
    id              INTEGER PRIMARY KEY,
    person_id       INTEGER NOT NULL REFERENCES people (id),
    group_id        INTEGER NOT NULL REFERENCES groups (id),
    role            TEXT NOT NULL CHECK (role IN ('chair', 'co-chair', 'vice-chair', 'member')),
    rank            INTEGER NOT NULL
                    CHECK (rank = CASE role WHEN 'chair' THEN 0 WHEN 'co-chair' THEN 1
                                            WHEN 'vice-chair' THEN 2 ELSE 3 END),
    sort_key        TEXT NOT NULL,
    start_on        TEXT NOT NULL CHECK (start_on IS date(start_on)),
    end_on          TEXT NOT NULL CHECK (end_on IS date(end_on)),
    years           INTEGER NOT NULL CHECK (years BETWEEN 1 AND 9),
    note            TEXT NOT NULL DEFAULT '',
    end_reason      TEXT NOT NULL DEFAULT '',
    override_reason TEXT NOT NULL DEFAULT '',
    CHECK (start_on <= end_on)
) STRICT;
CREATE INDEX appointments_by_roster
    ON appointments (group_id, rank, sort_key, start_on, id, end_on);
CREATE INDEX appointments_by_person ON appointments (person_id, start_on);

CREATE TABLE checklist_items (
    id       INTEGER PRIMARY KEY,
    slug     TEXT NOT NULL UNIQUE CHECK (length(slug) BETWEEN 1 AND 80),
    month    INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    position INTEGER NOT NULL,
    title    TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 2000),
    audience TEXT NOT NULL,
    optional INTEGER NOT NULL CHECK (optional IN (0, 1)),
    section  TEXT NOT NULL,
    tells    TEXT NOT NULL DEFAULT '',
    group_id INTEGER REFERENCES groups (id)
) STRICT;

CREATE TABLE checklist_marks (
    id           INTEGER PRIMARY KEY,
    item_id      INTEGER NOT NULL REFERENCES checklist_items (id),
    program_year INTEGER NOT NULL CHECK (program_year BETWEEN 1900 AND 2999),
    group_id     INTEGER REFERENCES groups (id),
    status       TEXT NOT NULL CHECK (status IN ('done', 'skipped')),
    on_date      TEXT NOT NULL CHECK (on_date IS date(on_date)),
    by_whom      TEXT NOT NULL,
    note         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX checklist_marks_once
    ON checklist_marks (program_year, item_id, ifnull(group_id, 0));

CREATE TABLE reports (
    id           INTEGER PRIMARY KEY,
    group_id     INTEGER NOT NULL REFERENCES groups (id),
    report       TEXT NOT NULL CHECK (report || '-01' IS date(report || '-01')),
    submitted_on TEXT NOT NULL CHECK (submitted_on IS date(submitted_on)),
    link         TEXT NOT NULL DEFAULT '',
    UNIQUE (report, group_id)
) STRICT;

CREATE TABLE history (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    command TEXT NOT NULL,
    changes BLOB NOT NULL
) STRICT;
)sql";

constexpr std::array patches{first_schema};

}    // namespace

int schema_version() {
    return static_cast<int>(patches.size());
}

int version_of(const Database& database) {
    Query query{database, "PRAGMA user_version"};
    query.step();
    return static_cast<int>(query.number(0));
}

void bring_up_to_date(const Database& database) {
    execute(database, "BEGIN IMMEDIATE");
    try {
        const int seen = version_of(database);
        for (int next = seen; next < schema_version(); ++next) {
            execute(database, patches.at(static_cast<std::size_t>(next)));
        }
        // PRAGMA takes no parameters; the number is this program's own.
        execute(database, fmt::format("PRAGMA user_version = {}", schema_version()).c_str());
        execute(database, "COMMIT");
    } catch (...) {
        execute(database, "ROLLBACK");
        throw;
    }
}

}    // namespace lmsection::store
