#include "roster_shape.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/group_name.hpp"
#include "lmsection/domain/list_value.hpp"
#include "roster_field.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace lmsection::app {

namespace {

constexpr std::initializer_list<RosterField> name_fields{RosterField::name, RosterField::first_name,
                                                         RosterField::last_name};

/// Whether the user or a saved mapping has not decided how a column is read.
bool is_open(const ColumnReading& column) {
    return column.reason == ColumnReason::named || column.reason == ColumnReason::content ||
           column.reason == ColumnReason::not_used ||
           (column.reason == ColumnReason::saved && !column.field);
}

bool is_person_or_address(const std::string& text) {
    return looks_like_person(text) || has_address(text) || says_vacant(text);
}

/// The people in a cell: one in each line, or separated by semicolons, slashes, "and" or "&", or by
/// commas if each part is a whole name.
std::vector<std::string> people_in(const std::string& cell) {
    std::string text = cell;
    for (const std::string_view word : {" and ", " & "}) {
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) {
            text.replace(at, word.size(), ";");
        }
    }
    std::vector<std::string> people;
    for (const std::string& part : split_text(text, ";/\n")) {
        auto names = split_text(part, ",");
        const bool are_people = std::ranges::all_of(names, is_person_or_address);
        append(people, are_people ? std::move(names) : std::vector{part});
    }
    return people;
}

bool has_people(const std::string& cell) {
    const auto people = people_in(cell);
    return !people.empty() && is_person_or_address(people.front());
}

/// The columns whose cells are mostly what `fits` accepts.
template <class IsHeader, class Fits>
std::vector<std::size_t> columns_with(const ListTable& table, IsHeader is_header, Fits fits) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!is_open(table.columns[i]) || !is_header(table.columns[i].header)) {
            continue;
        }
        std::size_t filled = 0;
        std::size_t fitting = 0;
        for (const ListRow& row : table.rows) {
            const std::string text = tidied_text(row.cells[i]);
            filled += text.empty() ? 0U : 1U;
            fitting += !text.empty() && fits(row.cells[i]) ? 1U : 0U;
        }
        if (fitting * 2 > filled) {
            found.push_back(i);
        }
    }
    return found;
}

/// The rows that a table gets. They are limited, because each cell of a file may become many.
class NewRows {
public:
    void add(ListRow row) {
        constexpr std::size_t most = 64U << 20U;
        for (const std::string& cell : row.cells) {
            bytes_ += sizeof(std::string) + cell.size();
        }
        if (bytes_ > most) {
            throw RefusedError{"the list has too many people in one row", "split the list"};
        }
        rows_.push_back(std::move(row));
    }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] std::vector<ListRow> take() { return std::move(rows_); }

private:
    std::vector<ListRow> rows_;
    std::size_t bytes_ = 0;
};

/// Adds columns for fields to a table, and to its rows; returns the index of the first.
std::size_t add_columns(ListTable& table, std::initializer_list<RosterField> fields) {
    const std::size_t first = table.columns.size();
    for (const RosterField field : fields) {
        table.columns.push_back({"", static_cast<std::size_t>(field), ColumnReason::derived});
    }
    for (ListRow& row : table.rows) {
        row.cells.insert(row.cells.begin() + static_cast<std::ptrdiff_t>(first), fields.size(), "");
    }
    return first;
}

/// Reads columns as something else than a field.
void set_reason(std::vector<ColumnReading>& columns, const std::vector<std::size_t>& which,
                ColumnReason reason) {
    for (const std::size_t i : which) {
        columns[i].field.reset();
        columns[i].reason = reason;
    }
}

/// Whether a header is one role; "Chair/Member" may be either.
bool is_role(const Session& session, const std::string& header) {
    return header.find('/') == std::string::npos && names_role(session.handbook(), header);
}

/// Reads the only column of people as names, whatever roles its header names, if no other has them.
void find_names(ListTable& table, const Session& session) {
    const bool has_names = has_field<RosterField>(table.columns, name_fields);
    const auto found = columns_with(
        table,
        [&](const std::string& header) {
            return !is_role(session, header) && names_role(session.handbook(), header);
        },
        is_person_or_address);
    if (!has_names && found.size() == 1) {
        set_field(table.columns[found.front()], RosterField::name);
        table.columns[found.front()].reason = ColumnReason::content;
    }
}

/// A row for each person below a header that is a role.
void spread_roles(ListTable& table, const Session& session, std::vector<std::string>& notes) {
    const auto roles = columns_with(
        table, [&](const std::string& header) { return is_role(session, header); }, has_people);
    const bool leads = std::ranges::any_of(roles, [&](std::size_t column) {
        return find_role(session.handbook(), table.columns[column].header).value() != Role::member;
    });
    auto columns = table.columns;
    set_reason(columns, roles, ColumnReason::people);
    if (!leads || has_field<RosterField>(columns, name_fields) ||
        has_field<RosterField>(columns, {RosterField::role})) {
        return;
    }
    table.columns = std::move(columns);
    std::vector<std::size_t> emails;    // of the role column to the left, or none
    for (const std::size_t column : roles) {
        const std::size_t next = column + 1;
        const bool is_email = next < table.columns.size() && is_open(table.columns[next]) &&
                              std::ranges::any_of(table.rows, [&](const ListRow& row) {
                                  return has_address(row.cells[next]);
                              });
        emails.push_back(is_email ? next : table.columns.size());
        if (is_email) {
            set_field(table.columns[next], RosterField::email);
            table.columns[next].reason = ColumnReason::named;
        }
    }
    const std::size_t first = add_columns(table, {RosterField::role, RosterField::name,
                                                  RosterField::email});
    NewRows rows;
    std::vector<std::string> unclear;    // rows with more or fewer addresses than names
    for (const ListRow& row : table.rows) {
        ListRow rest = row;
        for (std::size_t i = 0; i < roles.size(); ++i) {
            rest.cells[roles[i]].clear();
            rest.cells[std::min(emails[i], first)].clear();
        }
        const bool has_more = filled_cells(rest.cells) > 0;
        bool is_spread = false;
        for (std::size_t i = 0; i < roles.size(); ++i) {
            const auto names = people_in(row.cells[roles[i]]);
            const auto addresses = people_in(row.cells[std::min(emails[i], first)]);
            const bool fit = addresses.size() == names.size();
            if (names.empty() || (!has_more && !is_person_or_address(names.front()))) {
                continue;    // no one, or a heading
            }
            for (std::size_t k = 0; k < names.size(); ++k) {
                ListRow person = rest;
                person.cells[first] = table.columns[roles[i]].header;
                person.cells[first + 1] = names[k];
                person.cells[first + 2] = fit ? addresses[k] : "";
                rows.add(std::move(person));
            }
            is_spread = true;
            if (!fit && !addresses.empty()) {
                unclear.push_back(std::to_string(row.number));
            }
        }
        if (!is_spread) {
            rows.add(row);
        }
    }
    table.rows = rows.take();
    if (!unclear.empty()) {
        notes.push_back(fmt::format("Addresses left out, because there are not as many as names: "
                                    "row {}.",
                                    fmt::join(unclear, ", ")));
    }
}

/// Whether a cell marks that the person of the row serves in the group of the column.
bool is_mark(const std::string& text) {
    static const auto marks = phrases("x, y, yes, 1, *, \u2713, \u2714, \u2022");
    return contains(marks, folded(text));
}

/// Whether a cell says that the person of the row does not serve in the group of the column.
bool is_no(const std::string& text) {
    return !is_mark(text) && (says_nothing(text) || folded(text) == "no" || folded(text) == "n");
}

/// A row for each role or person below a header that is a group.
void spread_groups(ListTable& table, const Session& session) {
    const auto group_named = [&](const std::string& header) {
        const auto found = groups_by_usual_name(header, session.groups(),
                                                session.handbook().section_name);
        return found.size() == 1 && !is_role(session, header)
                   ? session.groups()[found.front()].slug.text()
                   : std::string{};
    };
    const bool has_names = has_field<RosterField>(table.columns, name_fields) ||
                           has_field<RosterField>(table.columns, {RosterField::email});
    const auto fits = [&](const std::string& cell) {
        const std::string text = tidied_text(cell);
        if (has_names) {
            return is_mark(text) || is_no(text) || names_role(session.handbook(), text);
        }
        return is_no(text) || has_people(cell);
    };
    const auto groups = columns_with(
        table, [&](const std::string& header) { return !group_named(header).empty(); }, fits);
    if (groups.size() < 2 || has_field<RosterField>(table.columns, {RosterField::group})) {
        return;
    }
    set_reason(table.columns, groups, has_names ? ColumnReason::roles : ColumnReason::members);
    const std::size_t first = add_columns(table, {RosterField::group, RosterField::role,
                                                  RosterField::name});
    NewRows rows;
    for (const ListRow& row : table.rows) {
        const std::size_t before = rows.size();
        for (const std::size_t column : groups) {
            const std::string text = tidied_text(row.cells[column]);
            if (is_no(text) || !fits(row.cells[column])) {
                continue;
            }
            for (const std::string& part :
                 has_names ? std::vector{text} : people_in(row.cells[column])) {
                ListRow one = row;
                for (const std::size_t other : groups) {
                    one.cells[other].clear();
                }
                one.cells[first] = group_named(table.columns[column].header);
                one.cells[has_names ? first + 1 : first + 2] = is_mark(part) ? "" : part;
                rows.add(std::move(one));
            }
        }
        if (rows.size() == before) {
            rows.add(row);
        }
    }
    table.rows = rows.take();
}

}    // namespace

ListTables find_roster_tables(const Session& session, const Spreadsheet& file,
                              const std::string& name, std::span<const ListField> fields,
                              const ListChoices& choices) {
    auto found = find_tables(file, name, fields, choices, store::list_maps(session.database()));
    for (ListTable& table : found.tables) {
        complete_names(table);
        find_names(table, session);
        spread_roles(table, session, found.notes);
        spread_groups(table, session);
    }
    return found;
}

}    // namespace lmsection::app
