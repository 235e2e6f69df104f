#include "seat_list.hpp"

#include "list_table.hpp"
#include "lmsection/app/person.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/appointment.hpp"
#include "roster_row.hpp"

#include <fmt/format.h>

namespace lmsection::app {

namespace {

/// In the order of `SeatField`.
std::vector<ListField> seat_list_fields() {
    return {{.name = "name", .synonyms = phrases("name, person, full name, who")},
            {.name = "email", .synonyms = phrases("email, e mail, email address")},
            {.name = "group_slug", .synonyms = phrases("group slug, slug")},
            {.name = "group", .synonyms = phrases("group, committee, group name")},
            {.name = "role", .synonyms = phrases("role, position")},
            {.name = "years", .synonyms = phrases("years, term years")},
            {.name = "part", .synonyms = phrases("part")},
            {.name = "start", .synonyms = phrases("start, from")},
            {.name = "",
             .synonyms = phrases("choice, days waiting, waiting days, why, section, answer, "
                                 "seats, reply, to, end"),
             .repeats = true}};
}

std::string name_of_field(SeatField field) {
    return seat_list_fields()[static_cast<std::size_t>(field)].name;
}

void require_columns(const ListTable& table, const std::string& name,
                     std::span<const SeatField> required) {
    const auto has = [&](SeatField field) { return has_field(table.columns, {field}); };
    std::vector<Fault> faults;
    const auto require = [&](bool is_there, const std::string& column) {
        if (!is_there) {
            faults.push_back({fmt::format("{}: the header has no column '{}'",
                                          place_of(name, table, table.header_row), column),
                              "the first line names the columns; 'lmsection plan --save FILE' "
                              "writes them"});
        }
    };
    require(has(SeatField::name) || has(SeatField::email), "name");
    for (const SeatField field : required) {
        require(has(field) || (field == SeatField::group && has(SeatField::group_slug)),
                name_of_field(field));
    }
    require_none(std::move(faults));
}

bool same_name(std::string_view one, std::string_view other) {
    return folded(tidied_text(one)) == folded(tidied_text(other));
}

}    // namespace

std::string SeatRow::cell(SeatField field) const {
    const auto found = cells.find(field);
    return found == cells.end() ? "" : found->second;
}

std::vector<SeatRow> read_seat_list(std::string_view bytes, const std::string& name,
                                    std::span<const SeatField> required) {
    const auto fields = seat_list_fields();
    const auto found = find_tables(read_spreadsheet(bytes, name), name, fields, {}, {});
    std::vector<SeatRow> rows;
    for (const ListTable& table : found.tables) {
        require_columns(table, name, required);
        for (const ListRow& row : table.rows) {
            SeatRow read{place_of(name, table, row.number), {}};
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                const std::string text = tidied_text(row.cells[i]);
                if (table.columns[i].field && !text.empty()) {
                    read.cells.emplace(static_cast<SeatField>(*table.columns[i].field), text);
                }
            }
            if (!joined_text(row.cells).empty()) {
                rows.push_back(std::move(read));
            }
        }
    }
    return rows;
}

Outcome<Group> group_of(const Session& session, const SeatRow& row, Date on) {
    const std::string slug = row.cell(SeatField::group_slug);
    const std::string name = row.cell(SeatField::group);
    if (slug.empty() && name.empty()) {
        return Fault{"the group is missing", "name it in the column 'group'"};
    }
    const auto group = slug.empty() ? find_listed_group(session, name, on)
                                    : session.find_group_to_change(slug, on);
    if (!group.ok() || slug.empty() || name.empty()) {
        return group;
    }
    const auto other = find_listed_group(session, name, on);
    if (!other.ok() || other.value().id == group.value().id) {
        return other;
    }
    return Fault{fmt::format("group_slug names {} and group names {}", group.value().name,
                             other.value().name),
                 "correct one of them, or empty the cell group_slug"};
}

Outcome<Person> person_of(const Session& session, const SeatRow& row,
                          const std::function<bool(const Person&)>& is_candidate) {
    const std::string name = row.cell(SeatField::name);
    const std::string email = row.cell(SeatField::email);
    if (name.empty() && email.empty()) {
        return Fault{"the name is missing", "name the person, or delete the row"};
    }
    const auto typed = parse_person_cells(name, email);
    if (!typed.ok()) {
        return typed.fault();
    }
    auto found = find_person(session, typed.value(), is_candidate);
    if (!found.ok()) {
        if (typed.value().email || matches_no_one(session, typed.value())) {
            return unknown_person(session, email.empty() ? typed.value().name : email,
                                  "correct it, or record someone new with 'lmsection person add'");
        }
        return found;
    }
    const std::string& known = found.value().name;
    const std::string& given = typed.value().name;
    if (!given.empty() && !same_name(given, known)) {
        return typed.value().email
                   ? Fault{fmt::format("{} is the address of {}, not of {}",
                                       typed.value().email->text(), known, in_quotes(given)),
                           "correct the name or the address"}
                   : Fault{fmt::format("no one on record is called {}", in_quotes(given)),
                           fmt::format("write the whole name if you mean {}", known)};
    }
    return found;
}

Outcome<std::optional<int>> years_of(const SeatRow& row) {
    const std::string text = row.cell(SeatField::years);
    if (text.empty()) {
        return std::optional<int>{};
    }
    const auto years = parse_term_years(text);
    return years.ok() ? Outcome<std::optional<int>>{std::optional{years.value()}}
                      : Outcome<std::optional<int>>{years.fault()};
}

}    // namespace lmsection::app
