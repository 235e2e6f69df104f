#include "lmsection/store/table_info.hpp"

#include "lmsection/base/date.hpp"
#include "lmsection/base/slug.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/checklist.hpp"
#include "lmsection/domain/group.hpp"
#include "lmsection/domain/letter.hpp"
#include "lmsection/domain/meeting.hpp"
#include "lmsection/domain/program.hpp"
#include "lmsection/domain/program_year.hpp"
#include "lmsection/domain/service.hpp"
#include "lmsection/domain/volunteer.hpp"
#include "lmsection/store/checklist.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lmsection::store {

namespace {

using enum ColumnUse;

/// What `parse` finds wrong with a word. `parse` also accepts what people type, such as "Co Chair";
/// a record must have the exact word.
template <auto parse>
std::optional<Fault> word_fault(std::string_view text) {
    const auto read = parse(text);
    if (!read.ok()) {
        return read.fault();
    }
    if constexpr (requires { lmsection::word(read.value()); }) {
        if (const std::string_view spelled = lmsection::word(read.value()); spelled != text) {
            return Fault{fmt::format("{} is not spelled {}", in_quotes(text), spelled),
                         "correct it"};
        }
    }
    return std::nullopt;
}

std::optional<Fault> fault_unless(bool is_right, std::string_view text, std::string_view thing,
                                  const char* remedy) {
    return is_right
               ? std::nullopt
               : std::optional{Fault{fmt::format("{} is not {}", in_quotes(text), thing), remedy}};
}

std::optional<Fault> mark_fault(std::string_view text) {
    return fault_unless(text == "done" || text == "skipped", text, "a status",
                        "use done or skipped");
}

std::optional<Fault> reply_fault(std::string_view text) {
    return fault_unless(text.empty() || text == "yes" || text == "no" || text == "later", text,
                        "an answer", "use yes, no or later, or leave it empty");
}

std::optional<Fault> tells_fault(std::string_view text) {
    return fault_unless(text.empty() || parse_item_progress(text), text, "something an item shows",
                        "use \"reports\", \"leaders\", \"meetings\" or \"proposals:VENUE\", or "
                        "leave it empty");
}

std::optional<Fault> type_fault(std::string_view text) {
    return text.empty() ? std::nullopt : word_fault<Slug::parse>(text);
}

constexpr ColumnInfo own_id{.name = "id", .use = id, .in_key = true};

constexpr std::array handbook{
    own_id,
    ColumnInfo{.name = "toml", .use = document},
};

constexpr std::array people{
    own_id,
    ColumnInfo{.name = "name", .use = person_name, .personal = true, .bundle = 1},
    ColumnInfo{.name = "name_key", .use = search_key, .derived = true, .bundle = 1},
    ColumnInfo{.name = "email", .use = email, .personal = true, .bundle = 2},
    ColumnInfo{.name = "email_key", .use = search_key, .derived = true, .bundle = 2},
    ColumnInfo{.name = "institution", .use = text, .personal = true},
    ColumnInfo{.name = "note", .use = text, .personal = true},
};

constexpr std::array addresses{
    own_id,
    ColumnInfo{.name = "person_id", .use = reference, .refers_to = "people"},
    ColumnInfo{.name = "email", .use = email, .personal = true, .bundle = 1},
    ColumnInfo{.name = "email_key", .use = search_key, .derived = true, .bundle = 1},
};

constexpr std::array groups{
    own_id,
    ColumnInfo{.name = "slug", .use = slug},
    ColumnInfo{.name = "name", .use = text},
    ColumnInfo{.name = "kind", .use = word, .bundle = 1, .check = word_fault<parse_group_kind>},
    ColumnInfo{.name = "position", .use = number, .derived = true, .bundle = 1},
    ColumnInfo{.name = "charge", .use = text},
    ColumnInfo{.name = "section", .use = word},
    ColumnInfo{.name = "retired_on", .use = date, .bundle = 2},
    ColumnInfo{
        .name = "merged_into", .use = reference, .refers_to = "groups", .bundle = 2, .since = 2},
};

constexpr std::array appointments{
    own_id,
    ColumnInfo{.name = "person_id", .use = reference, .refers_to = "people"},
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
    ColumnInfo{.name = "role", .use = word, .bundle = 1, .check = word_fault<Slug::parse>},
    ColumnInfo{.name = "rank", .use = number, .derived = true, .bundle = 1, .most = 4},
    ColumnInfo{.name = "sort_key", .use = search_key, .derived = true},
    ColumnInfo{.name = "start_on", .use = date, .bundle = 2},
    ColumnInfo{.name = "end_on", .use = date, .bundle = 2},
    ColumnInfo{.name = "years", .use = number, .bundle = 2, .least = 1, .most = Term::longest},
    ColumnInfo{.name = "note", .use = text, .personal = true},
    ColumnInfo{.name = "end_reason", .use = text, .personal = true, .bundle = 2},
    ColumnInfo{.name = "override_reason", .use = text, .personal = true},
    ColumnInfo{.name = "reply",
               .use = word,
               .personal = true,
               .bundle = 3,
               .since = 8,
               .check = reply_fault},
    ColumnInfo{.name = "reply_on", .use = date, .personal = true, .bundle = 3, .since = 8},
};

constexpr std::array leaves{
    own_id,
    ColumnInfo{.name = "appointment_id", .use = reference, .refers_to = "appointments"},
    ColumnInfo{.name = "start_on", .use = date, .bundle = 1},
    ColumnInfo{.name = "end_on", .use = date, .bundle = 1},
    ColumnInfo{.name = "acting_id", .use = reference, .refers_to = "people"},
    ColumnInfo{.name = "reason", .use = text, .personal = true},
};

constexpr std::array checklist_items{
    own_id,
    ColumnInfo{.name = "slug", .use = slug},
    ColumnInfo{.name = "month", .use = number, .bundle = 1, .least = 1, .most = 12},
    ColumnInfo{.name = "position", .use = number, .derived = true, .bundle = 1},
    ColumnInfo{.name = "title", .use = text},
    ColumnInfo{.name = "audience", .use = word, .check = word_fault<parse_audience>},
    ColumnInfo{.name = "optional", .use = number, .most = 1},
    ColumnInfo{.name = "section", .use = word},
    ColumnInfo{.name = "tells", .use = word, .check = tells_fault},
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
};

constexpr std::array checklist_marks{
    own_id,
    ColumnInfo{.name = "item_id", .use = reference, .refers_to = "checklist_items"},
    ColumnInfo{.name = "program_year", .use = number, .least = first_year, .most = last_year},
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
    ColumnInfo{.name = "status", .use = word, .bundle = 1, .check = mark_fault},
    ColumnInfo{.name = "on_date", .use = date, .bundle = 1},
    ColumnInfo{.name = "by_whom", .use = text, .bundle = 1},
    ColumnInfo{.name = "note", .use = text},
};

constexpr std::array reports{
    own_id,
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
    ColumnInfo{.name = "report", .use = month},
    ColumnInfo{.name = "submitted_on", .use = date},
    ColumnInfo{.name = "link", .use = link},
};

constexpr std::array volunteers{
    own_id,
    ColumnInfo{.name = "person_id", .use = reference, .refers_to = "people"},
    ColumnInfo{.name = "submitted_on", .use = date},
    ColumnInfo{.name = "library_type", .use = text, .personal = true},
    ColumnInfo{.name = "experience", .use = number, .personal = true, .most = most_experience},
    ColumnInfo{.name = "is_new", .use = number, .personal = true, .most = 1},
    ColumnInfo{.name = "comment", .use = text, .personal = true},
    ColumnInfo{
        .name = "state", .use = word, .bundle = 1, .check = word_fault<parse_volunteer_state>},
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups", .bundle = 1},
    ColumnInfo{.name = "reviewer_id", .use = reference, .refers_to = "people"},
    ColumnInfo{.name = "form_key", .use = search_key, .personal = true},
    ColumnInfo{.name = "experience_text", .use = text, .personal = true, .since = 8},
    ColumnInfo{.name = "answers", .use = text, .personal = true, .since = 8},
    ColumnInfo{.name = "replaced_by", .use = reference, .refers_to = "volunteers", .since = 8},
};

constexpr std::array volunteer_choices{
    ColumnInfo{.name = "volunteer_id", .use = reference, .refers_to = "volunteers", .in_key = true},
    ColumnInfo{.name = "place", .use = number, .in_key = true, .least = 1, .most = 99},
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
};

constexpr std::array volunteer_steps{
    own_id,
    ColumnInfo{.name = "volunteer_id", .use = reference, .refers_to = "volunteers"},
    ColumnInfo{.name = "step", .use = word, .check = word_fault<Slug::parse>},
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
    ColumnInfo{.name = "on_date", .use = date},
    ColumnInfo{.name = "by_whom", .use = text},
    ColumnInfo{.name = "note", .use = text, .personal = true},
};

constexpr std::array meetings{
    own_id,
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
    ColumnInfo{.name = "on_date", .use = date},
    ColumnInfo{.name = "kind", .use = word, .check = word_fault<parse_meeting_kind>},
    ColumnInfo{.name = "with_chairs", .use = number, .most = 1},
    ColumnInfo{.name = "agenda", .use = link},
    ColumnInfo{.name = "minutes", .use = link},
    ColumnInfo{.name = "note", .use = text},
};

constexpr std::array events{
    own_id,
    ColumnInfo{.name = "slug", .use = word, .check = word_fault<Slug::parse>},
    ColumnInfo{.name = "program_year", .use = number, .least = first_year, .most = last_year},
    ColumnInfo{.name = "start_on", .use = date, .bundle = 1},
    ColumnInfo{.name = "end_on", .use = date, .bundle = 1},
    ColumnInfo{.name = "place", .use = text},
};

constexpr std::array programs{
    own_id,
    ColumnInfo{.name = "title", .use = text},
    ColumnInfo{.name = "venue", .use = word, .check = word_fault<Slug::parse>},
    ColumnInfo{.name = "program_year", .use = number, .least = first_year, .most = last_year},
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
    ColumnInfo{.name = "status", .use = word, .check = word_fault<parse_program_status>},
    ColumnInfo{.name = "carried_from", .use = reference, .refers_to = "programs"},
    ColumnInfo{.name = "note", .use = text},
    ColumnInfo{.name = "type", .use = word, .since = 6, .check = type_fault},
};

constexpr std::array program_steps{
    own_id,
    ColumnInfo{.name = "program_id", .use = reference, .refers_to = "programs"},
    ColumnInfo{.name = "status", .use = word, .check = word_fault<Slug::parse>},
    ColumnInfo{.name = "on_date", .use = date},
    ColumnInfo{.name = "by_whom", .use = text},
    ColumnInfo{.name = "note", .use = text},
};

constexpr std::array speakers{
    own_id,
    ColumnInfo{.name = "program_id", .use = reference, .refers_to = "programs"},
    ColumnInfo{.name = "person_id", .use = reference, .refers_to = "people"},
    ColumnInfo{.name = "name", .use = person_name, .personal = true},
    ColumnInfo{.name = "stipend", .use = number, .most = largest_stipend},
};

constexpr std::array duty_marks{
    own_id,
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
    ColumnInfo{.name = "activity", .use = word, .check = word_fault<Slug::parse>},
    ColumnInfo{.name = "program_year", .use = number, .least = first_year, .most = last_year},
    ColumnInfo{.name = "on_date", .use = date, .bundle = 1},
    ColumnInfo{.name = "by_whom", .use = text, .bundle = 1},
    ColumnInfo{.name = "note", .use = text},
    ColumnInfo{.name = "status", .use = word, .bundle = 1, .since = 6, .check = mark_fault},
};

constexpr std::array list_maps{
    own_id,
    ColumnInfo{.name = "name", .use = text},
    ColumnInfo{.name = "headers", .use = text, .bundle = 1},
    ColumnInfo{.name = "fields", .use = text, .bundle = 1},
};

constexpr std::array list_answers{
    own_id,
    ColumnInfo{.name = "list", .use = text},
    ColumnInfo{.name = "entry", .use = text, .personal = true},
    ColumnInfo{.name = "difference", .use = text, .personal = true},
    ColumnInfo{.name = "person_id", .use = reference, .refers_to = "people"},
    ColumnInfo{.name = "seen_on", .use = date},
};

constexpr std::array letters{
    own_id,
    ColumnInfo{.name = "kind", .use = word, .check = word_fault<Slug::parse>},
    ColumnInfo{.name = "state", .use = word, .bundle = 1, .check = word_fault<parse_letter_state>},
    ColumnInfo{.name = "on_date", .use = date, .bundle = 1},
    ColumnInfo{.name = "subject", .use = text, .personal = true},
    ColumnInfo{.name = "message_id", .use = text},
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
    ColumnInfo{.name = "person_id", .use = reference, .refers_to = "people"},
    ColumnInfo{.name = "problem", .use = text, .personal = true, .bundle = 1},
};

constexpr std::array letter_recipients{
    own_id,
    ColumnInfo{.name = "letter_id", .use = reference, .refers_to = "letters"},
    ColumnInfo{.name = "person_id", .use = reference, .refers_to = "people"},
    ColumnInfo{.name = "email", .use = email, .personal = true},
    ColumnInfo{.name = "copied", .use = number, .most = 1},
};

constexpr std::array letter_topics{
    own_id,
    ColumnInfo{.name = "letter_id", .use = reference, .refers_to = "letters"},
    ColumnInfo{.name = "topic", .use = word},
    ColumnInfo{.name = "stage_on", .use = date},
    ColumnInfo{.name = "group_id", .use = reference, .refers_to = "groups"},
    ColumnInfo{.name = "person_id", .use = reference, .refers_to = "people"},
};

constexpr std::array settings{
    own_id,
    ColumnInfo{.name = "name", .use = word},
    ColumnInfo{.name = "value", .use = text},
};

constexpr std::array history{
    own_id,
    ColumnInfo{.name = "at", .use = moment},
    ColumnInfo{.name = "actor", .use = text},
    ColumnInfo{.name = "command", .use = text},
    ColumnInfo{.name = "changes", .use = changeset},
    ColumnInfo{.name = "undoes", .use = reference, .refers_to = "history", .since = 3},
};

constexpr std::array revision{
    own_id,
    ColumnInfo{.name = "number", .use = number, .most = 2'147'483'647},
    ColumnInfo{.name = "at", .use = moment},
};

constexpr std::array tables{
    TableInfo{.name = "handbook", .noun = "handbook", .columns = handbook},
    TableInfo{.name = "people",
              .noun = "person",
              .label = {"name"},
              .natural_keys = {{{{"email_key"}, true}}},
              .person = "id",
              .columns = people},
    TableInfo{.name = "addresses",
              .noun = "further address",
              .label = {"person_id", "email"},
              .natural_keys = {{{{"email_key"}, true}}},
              .person = "person_id",
              .only_personal = true,
              .since = 7,
              .columns = addresses},
    TableInfo{.name = "groups",
              .noun = "group",
              .label = {"slug"},
              .natural_keys = {{{{"slug"}, true}}},
              .columns = groups},
    TableInfo{.name = "appointments",
              .noun = "term",
              .label = {"person_id", "group_id"},
              .natural_keys = {{{{"person_id", "group_id", "start_on"}}}},
              .person = "person_id",
              .columns = appointments},
    TableInfo{.name = "leaves",
              .noun = "leave",
              .label = {"appointment_id", "start_on"},
              .natural_keys = {{{{"appointment_id", "start_on"}, true}}},
              .person = "appointment_id",
              .since = 8,
              .columns = leaves},
    TableInfo{.name = "checklist_items",
              .noun = "checklist item",
              .label = {"slug"},
              .natural_keys = {{{{"slug"}, true}}},
              .columns = checklist_items},
    TableInfo{.name = "checklist_marks",
              .noun = "mark on a checklist item",
              .label = {"item_id", "program_year"},
              .natural_keys = {{{{"program_year", "item_id", "group_id"}, true}}},
              .columns = checklist_marks},
    TableInfo{.name = "reports",
              .noun = "report",
              .label = {"group_id", "report"},
              .natural_keys = {{{{"report", "group_id"}, true}}},
              .columns = reports},
    TableInfo{.name = "volunteers",
              .noun = "volunteer form",
              .label = {"person_id"},
              .natural_keys = {{{{"form_key"}, true}, {{"person_id", "submitted_on"}}}},
              .person = "person_id",
              .since = 2,
              .columns = volunteers},
    TableInfo{.name = "volunteer_choices",
              .noun = "choice of a volunteer",
              .label = {"volunteer_id", "place"},
              .person = "volunteer_id",
              .since = 2,
              .columns = volunteer_choices},
    TableInfo{
        .name = "volunteer_steps",
        .noun = "step of a volunteer",
        .label = {"volunteer_id", "step", "on_date"},
        .natural_keys = {{{{"volunteer_id", "step", "group_id", "on_date", "by_whom", "note"}}}},
        .person = "volunteer_id",
        .since = 2,
        .columns = volunteer_steps},
    TableInfo{.name = "meetings",
              .noun = "meeting",
              .label = {"group_id", "on_date"},
              .natural_keys = {{{{"group_id", "on_date", "kind"}, true}}},
              .since = 2,
              .columns = meetings},
    TableInfo{.name = "events",
              .noun = "event",
              .label = {"slug"},
              .natural_keys = {{{{"program_year", "slug"}, true}}},
              .since = 2,
              .columns = events},
    TableInfo{.name = "programs",
              .noun = "program",
              .label = {"title"},
              .natural_keys = {{{{"title", "venue", "program_year"}}}},
              .since = 2,
              .columns = programs},
    TableInfo{.name = "program_steps",
              .noun = "step of a program",
              .label = {"program_id", "status", "on_date"},
              .natural_keys = {{{{"program_id", "status", "on_date", "by_whom", "note"}}}},
              .since = 2,
              .columns = program_steps},
    TableInfo{.name = "speakers",
              .noun = "speaker",
              .label = {"name", "program_id"},
              .natural_keys = {{{{"program_id", "name"}}}},
              .person = "person_id",
              .since = 2,
              .columns = speakers},
    TableInfo{.name = "duty_marks",
              .noun = "mark on a duty",
              .label = {"group_id", "activity", "program_year"},
              .natural_keys = {{{{"program_year", "group_id", "activity"}}}},
              .since = 2,
              .columns = duty_marks},
    TableInfo{.name = "list_maps",
              .noun = "spreadsheet mapping",
              .label = {"name"},
              .natural_keys = {{{{"name"}, true}}},
              .since = 7,
              .columns = list_maps},
    TableInfo{.name = "list_answers",
              .noun = "comparison answer",
              .label = {"list", "entry"},
              .natural_keys = {{{{"list", "entry", "difference"}}}},
              .person = "person_id",
              .only_personal = true,
              .since = 7,
              .columns = list_answers},
    TableInfo{.name = "letters",
              .noun = "letter",
              .label = {"kind", "on_date"},
              .person = "person_id",
              .since = 8,
              .columns = letters},
    TableInfo{.name = "letter_recipients",
              .noun = "recipient of a letter",
              .label = {"letter_id", "email"},
              .person = "person_id",
              .only_personal = true,
              .since = 8,
              .columns = letter_recipients},
    TableInfo{.name = "letter_topics",
              .noun = "topic of a letter",
              .label = {"letter_id", "topic"},
              .person = "person_id",
              .only_personal = true,
              .since = 8,
              .columns = letter_topics},
    TableInfo{.name = "settings",
              .noun = "setting",
              .label = {"name"},
              .natural_keys = {{{{"name"}, true}}},
              .since = 8,
              .columns = settings},
    TableInfo{
        .name = "revision", .noun = "revision", .since = 6, .shared = false, .columns = revision},
    TableInfo{
        .name = "history", .noun = "history entry", .label = {"command", "at"}, .columns = history},
};

}    // namespace

ColumnType type_of(ColumnUse use) {
    switch (use) {
    case id:
    case reference:
    case number: return ColumnType::integer;
    case changeset: return ColumnType::blob;
    default: return ColumnType::text;
    }
}

std::optional<std::size_t> column_named(std::span<const ColumnInfo> columns,
                                        std::string_view name) {
    const auto found = std::ranges::find(columns, name, &ColumnInfo::name);
    return found == columns.end()
               ? std::nullopt
               : std::optional{static_cast<std::size_t>(found - columns.begin())};
}

std::span<const TableInfo> all_tables() {
    return tables;
}

const TableInfo* table_info(std::string_view table) {
    const auto* found = std::ranges::find(tables, table, &TableInfo::name);
    return found == tables.end() ? nullptr : found;
}

}    // namespace lmsection::store
