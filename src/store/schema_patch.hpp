#pragma once

#include <array>

/// The SQL that makes a section's tables: one patch for each version of the schema, applied in
/// order. Also used at build time, to generate the expected rows of `sqlite_schema`.
namespace lmsection::store::patches {

// Never edit a released patch: a schema change is a new patch. `rank` and `sort_key` duplicate role
// and name so that rosters can be read in index order.
inline constexpr const char* first_schema = R"sql(
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

// Volunteers, meetings, programs, events, yearly duties, and groups that merge.
inline constexpr const char* whole_section = R"sql(
ALTER TABLE groups ADD COLUMN merged_into INTEGER REFERENCES groups (id);

CREATE TABLE volunteers (
    id           INTEGER PRIMARY KEY,
    person_id    INTEGER NOT NULL REFERENCES people (id),
    submitted_on TEXT NOT NULL CHECK (submitted_on IS date(submitted_on)),
    library_type TEXT NOT NULL DEFAULT '',
    experience   INTEGER CHECK (experience BETWEEN 0 AND 99),
    is_new       INTEGER CHECK (is_new IN (0, 1)),
    comment      TEXT NOT NULL DEFAULT '',
    state        TEXT NOT NULL CHECK (state IN ('submitted', 'assigned', 'alerted', 'accepted',
                                                'declined', 'withdrawn', 'appointed')),
    group_id     INTEGER REFERENCES groups (id),
    reviewer_id  INTEGER REFERENCES people (id),
    form_key     TEXT UNIQUE
) STRICT;
CREATE INDEX volunteers_by_person ON volunteers (person_id);

CREATE TABLE volunteer_choices (
    volunteer_id INTEGER NOT NULL REFERENCES volunteers (id),
    place        INTEGER NOT NULL CHECK (place BETWEEN 1 AND 9),
    group_id     INTEGER NOT NULL REFERENCES groups (id),
    PRIMARY KEY (volunteer_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE volunteer_steps (
    id           INTEGER PRIMARY KEY,
    volunteer_id INTEGER NOT NULL REFERENCES volunteers (id),
    step         TEXT NOT NULL,
    group_id     INTEGER REFERENCES groups (id),
    on_date      TEXT NOT NULL CHECK (on_date IS date(on_date)),
    by_whom      TEXT NOT NULL,
    note         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX volunteer_steps_by_volunteer ON volunteer_steps (volunteer_id, id);

CREATE TABLE meetings (
    id          INTEGER PRIMARY KEY,
    group_id    INTEGER NOT NULL REFERENCES groups (id),
    on_date     TEXT NOT NULL CHECK (on_date IS date(on_date)),
    kind        TEXT NOT NULL CHECK (kind IN ('virtual', 'in-person', 'email')),
    with_chairs INTEGER NOT NULL DEFAULT 0 CHECK (with_chairs IN (0, 1)),
    agenda      TEXT NOT NULL DEFAULT '',
    minutes     TEXT NOT NULL DEFAULT '',
    note        TEXT NOT NULL DEFAULT '',
    UNIQUE (group_id, on_date, kind)
) STRICT;

CREATE TABLE events (
    id           INTEGER PRIMARY KEY,
    slug         TEXT NOT NULL,
    program_year INTEGER NOT NULL CHECK (program_year BETWEEN 1900 AND 2999),
    start_on     TEXT NOT NULL CHECK (start_on IS date(start_on)),
    end_on       TEXT NOT NULL CHECK (end_on IS date(end_on)),
    place        TEXT NOT NULL DEFAULT '',
    UNIQUE (program_year, slug),
    CHECK (start_on <= end_on)
) STRICT;

CREATE TABLE programs (
    id           INTEGER PRIMARY KEY,
    title        TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 2000),
    venue        TEXT NOT NULL,
    program_year INTEGER NOT NULL CHECK (program_year BETWEEN 1900 AND 2999),
    group_id     INTEGER REFERENCES groups (id),
    status       TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'accepted', 'declined',
                                                 'carried', 'withdrawn')),
    carried_from INTEGER REFERENCES programs (id),
    note         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX programs_by_year ON programs (program_year, venue);

CREATE TABLE program_steps (
    id         INTEGER PRIMARY KEY,
    program_id INTEGER NOT NULL REFERENCES programs (id),
    status     TEXT NOT NULL,
    on_date    TEXT NOT NULL CHECK (on_date IS date(on_date)),
    by_whom    TEXT NOT NULL,
    note       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX program_steps_by_program ON program_steps (program_id, id);

CREATE TABLE speakers (
    id         INTEGER PRIMARY KEY,
    program_id INTEGER NOT NULL REFERENCES programs (id),
    person_id  INTEGER REFERENCES people (id),
    name       TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    stipend    INTEGER NOT NULL DEFAULT 0 CHECK (stipend BETWEEN 0 AND 1000000)
) STRICT;
CREATE INDEX speakers_by_program ON speakers (program_id, id);

CREATE TABLE duty_marks (
    id           INTEGER PRIMARY KEY,
    group_id     INTEGER NOT NULL REFERENCES groups (id),
    activity     TEXT NOT NULL,
    program_year INTEGER NOT NULL CHECK (program_year BETWEEN 1900 AND 2999),
    on_date      TEXT NOT NULL CHECK (on_date IS date(on_date)),
    by_whom      TEXT NOT NULL,
    note         TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX duty_marks_by_year ON duty_marks (program_year, group_id, activity);
)sql";

// Which history entry an entry reverts, so that it can be redone.
inline constexpr const char* undone_entries = R"sql(
ALTER TABLE history ADD COLUMN undoes INTEGER REFERENCES history (id);
CREATE INDEX history_by_undone ON history (undoes) WHERE undoes IS NOT NULL;
)sql";

// Finds who serves on a day without reading the groups' past.
inline constexpr const char* terms_by_end = R"sql(
CREATE INDEX appointments_by_end ON appointments (group_id, end_on, start_on);
)sql";

// Covering indexes answer who serves on a day, and when a person served where, since nearly every
// term in the table would cost a page. SQLite rebuilds the list after IN for every insert that
// checks it, so a role is checked together with its rank.
inline constexpr const char* terms_in_indexes = R"sql(
DROP INDEX appointments_by_roster;
DROP INDEX appointments_by_end;
DROP INDEX appointments_by_person;
ALTER TABLE appointments RENAME TO appointments_before;
CREATE TABLE appointments (
    id              INTEGER PRIMARY KEY,
    person_id       INTEGER NOT NULL REFERENCES people (id),
    group_id        INTEGER NOT NULL REFERENCES groups (id),
    role            TEXT NOT NULL,
    rank            INTEGER NOT NULL
                    CHECK (rank IS CASE role WHEN 'chair' THEN 0 WHEN 'co-chair' THEN 1
                                             WHEN 'vice-chair' THEN 2 WHEN 'member' THEN 3 END),
    sort_key        TEXT NOT NULL,
    start_on        TEXT NOT NULL CHECK (start_on IS date(start_on)),
    end_on          TEXT NOT NULL CHECK (end_on IS date(end_on)),
    years           INTEGER NOT NULL CHECK (years BETWEEN 1 AND 9),
    note            TEXT NOT NULL DEFAULT '',
    end_reason      TEXT NOT NULL DEFAULT '',
    override_reason TEXT NOT NULL DEFAULT '',
    CHECK (start_on <= end_on)
) STRICT;
INSERT INTO appointments SELECT * FROM appointments_before ORDER BY id;
DROP TABLE appointments_before;
CREATE INDEX appointments_by_roster
    ON appointments (group_id, rank, sort_key, start_on, id, end_on);
CREATE INDEX appointments_by_end
    ON appointments (group_id, end_on, start_on, person_id, rank, years);
CREATE INDEX appointments_by_person
    ON appointments (person_id, start_on, end_on, group_id, rank, years);
)sql";

// Counts changes that are not in the history: an import without it, or a restore (not part of the
// section, so neither exported, merged nor undone). Adds program session types and skipped yearly
// activities.
inline constexpr const char* revision_types_skips = R"sql(
CREATE TABLE revision (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 2147483647),
    at     TEXT NOT NULL
) STRICT;
ALTER TABLE programs ADD COLUMN type TEXT NOT NULL DEFAULT '' CHECK (length(type) <= 80);
ALTER TABLE duty_marks ADD COLUMN status TEXT NOT NULL DEFAULT 'done'
    CHECK (status IN ('done', 'skipped'));
)sql";

// Roles are data of the handbook, so a term may have any role. `rank` is of use only to older
// programs and their history: the four roles that they know have the numbers that they had. Also
// adds the further addresses of people, mappings of spreadsheets, and answers to comparisons.
inline constexpr const char* roles_and_lists = R"sql(
DROP INDEX appointments_by_roster;
DROP INDEX appointments_by_end;
DROP INDEX appointments_by_person;
ALTER TABLE appointments RENAME TO appointments_before;
CREATE TABLE appointments (
    id              INTEGER PRIMARY KEY,
    person_id       INTEGER NOT NULL REFERENCES people (id),
    group_id        INTEGER NOT NULL REFERENCES groups (id),
    role            TEXT NOT NULL CHECK (length(role) BETWEEN 1 AND 40),
    rank            INTEGER NOT NULL
                    CHECK (rank IS CASE role WHEN 'chair' THEN 0 WHEN 'co-chair' THEN 1
                                             WHEN 'vice-chair' THEN 2 WHEN 'member' THEN 3
                                             ELSE 4 END),
    sort_key        TEXT NOT NULL,
    start_on        TEXT NOT NULL CHECK (start_on IS date(start_on)),
    end_on          TEXT NOT NULL CHECK (end_on IS date(end_on)),
    years           INTEGER NOT NULL CHECK (years BETWEEN 1 AND 9),
    note            TEXT NOT NULL DEFAULT '',
    end_reason      TEXT NOT NULL DEFAULT '',
    override_reason TEXT NOT NULL DEFAULT '',
    CHECK (start_on <= end_on)
) STRICT;
INSERT INTO appointments SELECT * FROM appointments_before ORDER BY id;
DROP TABLE appointments_before;
CREATE INDEX appointments_by_roster
    ON appointments (group_id, role, sort_key, start_on, id, end_on);
CREATE INDEX appointments_by_end
    ON appointments (group_id, end_on, start_on, person_id, role, years);
CREATE INDEX appointments_by_person
    ON appointments (person_id, start_on, end_on, group_id, role, years);

CREATE TABLE addresses (
    id        INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    email     TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    email_key TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX addresses_by_person ON addresses (person_id, id);

CREATE TABLE list_maps (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
    headers TEXT NOT NULL CHECK (length(headers) <= 20000),
    fields  TEXT NOT NULL CHECK (length(fields) <= 20000)
) STRICT;

CREATE TABLE list_answers (
    id         INTEGER PRIMARY KEY,
    list       TEXT NOT NULL CHECK (length(list) BETWEEN 1 AND 80),
    entry      TEXT NOT NULL CHECK (length(entry) BETWEEN 1 AND 2000),
    difference TEXT NOT NULL CHECK (length(difference) BETWEEN 1 AND 2000),
    person_id  INTEGER REFERENCES people (id),
    seen_on    TEXT NOT NULL CHECK (seen_on IS date(seen_on))
) STRICT;
CREATE INDEX list_answers_by_list ON list_answers (list, entry);
)sql";

// Forms rank any number of groups and keep the answers as written; a newer form replaces one that
// waits. Letters, the answers to them, settings of the section (its sender, its own templates), and
// leaves.
inline constexpr const char* letters_and_leaves = R"sql(
ALTER TABLE volunteers ADD COLUMN experience_text TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers ADD COLUMN answers TEXT NOT NULL DEFAULT '';
ALTER TABLE volunteers ADD COLUMN replaced_by INTEGER REFERENCES volunteers (id);
ALTER TABLE volunteer_choices RENAME TO volunteer_choices_before;
CREATE TABLE volunteer_choices (
    volunteer_id INTEGER NOT NULL REFERENCES volunteers (id),
    place        INTEGER NOT NULL CHECK (place BETWEEN 1 AND 99),
    group_id     INTEGER NOT NULL REFERENCES groups (id),
    PRIMARY KEY (volunteer_id, place)
) STRICT, WITHOUT ROWID;
INSERT INTO volunteer_choices SELECT * FROM volunteer_choices_before;
DROP TABLE volunteer_choices_before;

ALTER TABLE appointments ADD COLUMN reply TEXT NOT NULL DEFAULT ''
    CHECK (reply IN ('', 'yes', 'no', 'later'));
ALTER TABLE appointments ADD COLUMN reply_on TEXT CHECK (reply_on IS date(reply_on));

CREATE TABLE leaves (
    id             INTEGER PRIMARY KEY,
    appointment_id INTEGER NOT NULL REFERENCES appointments (id),
    start_on       TEXT NOT NULL CHECK (start_on IS date(start_on)),
    end_on         TEXT NOT NULL CHECK (end_on IS date(end_on)),
    acting_id      INTEGER REFERENCES people (id),
    reason         TEXT NOT NULL DEFAULT '',
    UNIQUE (appointment_id, start_on),
    CHECK (start_on <= end_on)
) STRICT;

CREATE TABLE letters (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('sending', 'sent', 'failed')),
    on_date    TEXT NOT NULL CHECK (on_date IS date(on_date)),
    subject    TEXT NOT NULL,
    message_id TEXT NOT NULL,
    group_id   INTEGER REFERENCES groups (id),
    person_id  INTEGER REFERENCES people (id),
    problem    TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE letter_recipients (
    id        INTEGER PRIMARY KEY,
    letter_id INTEGER NOT NULL REFERENCES letters (id),
    person_id INTEGER REFERENCES people (id),
    email     TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    copied    INTEGER NOT NULL DEFAULT 0 CHECK (copied IN (0, 1))
) STRICT;
CREATE INDEX letter_recipients_by_letter ON letter_recipients (letter_id);

CREATE TABLE letter_topics (
    id        INTEGER PRIMARY KEY,
    letter_id INTEGER NOT NULL REFERENCES letters (id),
    topic     TEXT NOT NULL,
    stage_on  TEXT NOT NULL CHECK (stage_on IS date(stage_on)),
    group_id  INTEGER REFERENCES groups (id),
    person_id INTEGER REFERENCES people (id)
) STRICT;
CREATE INDEX letter_topics_by_topic ON letter_topics (topic, stage_on);

CREATE TABLE settings (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 80),
    value TEXT NOT NULL CHECK (length(value) <= 20000)
) STRICT;
)sql";

inline constexpr std::array all{first_schema,    whole_section,     undone_entries,
                                terms_by_end,    terms_in_indexes,  revision_types_skips,
                                roles_and_lists, letters_and_leaves};

}    // namespace lmsection::store::patches
