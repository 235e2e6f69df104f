#include "list_table.hpp"

#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace lmsection::app {

namespace {

/// A header is looked for in this many rows of a sheet.
constexpr std::size_t rows_with_header = 60;

std::vector<std::string> texts_of(const SheetRow& row) {
    return transformed(row.cells, &SheetCell::text);
}

/// The index of the row with the most headers, at least two, or else of one that is only a header.
std::optional<std::size_t> header_of(const Sheet& sheet, std::span<const ListField> fields) {
    std::optional<std::size_t> best;
    std::size_t most = 1;
    const std::size_t end = std::min(sheet.rows.size(), rows_with_header);
    for (std::size_t i = 0; i < end; ++i) {
        const std::size_t score = header_score(texts_of(sheet.rows[i]), fields);
        if (score > most) {
            most = score;
            best = i;
        }
    }
    for (std::size_t i = 0; !best && i < end; ++i) {
        const auto texts = texts_of(sheet.rows[i]);
        if (filled_cells(texts) == 1 && is_header(texts.back(), fields)) {    // one column
            best = i;
        }
    }
    return best;
}

/// The index of the field with that name. Throws a `UsageError` if there is none.
std::size_t field_named(std::string_view name, std::span<const ListField> fields) {
    std::string key = folded(tidied_text(is_utf8(name) ? name : std::string_view{}));
    std::ranges::replace(key, ' ', '_');
    std::ranges::replace(key, '-', '_');
    if (const ListField* known = key.empty() ? nullptr : find_in(fields, key, &ListField::name)) {
        return static_cast<std::size_t>(known - fields.data());
    }
    auto names = transformed(fields, &ListField::name);
    std::erase(names, "");
    throw UsageError{fmt::format("--map: there is no field {}", in_quotes(name)),
                     fmt::format("use {}", listed_all(names))};
}

/// The index of the column with that header, or else with those letters.
std::optional<std::size_t> column_named(std::string_view name, std::span<const std::string> headers,
                                        std::size_t first_column) {
    const std::string key = header_key(name);
    if (const std::string* named = key.empty() ? nullptr : find_in(headers, key, header_key)) {
        return static_cast<std::size_t>(named - headers.data());
    }
    for (std::size_t i = 0; i < headers.size(); ++i) {
        if (folded(column_letters(first_column + i)) == key) {
            return i;
        }
    }
    return std::nullopt;
}

/// The user's choices for the columns of one table. Removes from `unused` each that applies.
std::vector<ColumnChoice> choices_for(const ListChoices& choices,
                                      std::span<const std::string> headers,
                                      std::size_t first_column, std::span<const ListField> fields,
                                      std::set<std::string>& unused) {
    std::vector<ColumnChoice> result;
    for (const std::string& one : choices.map) {
        const auto equals = one.find('=');
        if (equals == std::string::npos) {
            throw UsageError{fmt::format("--map {} has no =", in_quotes(one)),
                             "write FIELD=COLUMN, such as --map end=\"Term Expires\""};
        }
        const std::size_t field = field_named(std::string_view{one}.substr(0, equals), fields);
        const std::string column = one.substr(equals + 1);
        if (const auto index = column_named(column, headers, first_column)) {
            result.push_back({"", index, field, ColumnReason::mapped});
            unused.erase(column);
        }
    }
    for (const std::string& column : choices.ignore) {
        if (const auto index = column_named(column, headers, first_column)) {
            result.push_back({"", index, std::nullopt, ColumnReason::ignored});
            unused.erase(column);
        }
    }
    return result;
}

/// Adds the choices of a saved mapping that has exactly these headers.
void add_saved(std::span<const store::ListMap> saved, std::span<const std::string> headers,
               std::span<const ListField> fields, std::vector<ColumnChoice>& choices) {
    const auto keys = transformed(headers, header_key);
    for (const store::ListMap& mapping : saved) {
        const auto kept = transformed(mapping.columns, [](const auto& one) { return one.first; });
        if (std::set(kept.begin(), kept.end()) != std::set(keys.begin(), keys.end())) {
            continue;
        }
        for (const auto& [header, field] : mapping.columns) {
            ColumnChoice choice{header, std::nullopt, std::nullopt, ColumnReason::saved};
            const ListField* known = find_in(fields, field, &ListField::name);
            if (known != nullptr && !field.empty()) {
                choice.field = static_cast<std::size_t>(known - fields.data());
            }
            choices.push_back(std::move(choice));
        }
        return;
    }
}

/// Refuses a table in which two columns with the same header are the same field.
void require_different(const ListTable& table, const std::string& name,
                       std::span<const ListField> fields) {
    std::set<std::string> seen;
    for (const ColumnReading& column : table.columns) {
        const std::string key = header_key(column.header);
        const ListField* field = first_that(fields, [&](const ListField& one) {
            return !one.name.empty() && !one.repeats && header_key(one.name) == key;
        });
        if (!column.header.empty() && column.reason != ColumnReason::ignored && field != nullptr &&
            !seen.insert(key).second) {
            throw RefusedError{fmt::format("{}: the column '{}' appears twice",
                                           place_of(name, table, table.header_row), field->name),
                               "remove one"};
        }
    }
}

/// The first and the last column, plus one, of the rows from `from` on.
std::pair<std::size_t, std::size_t> extent(const Sheet& sheet, std::size_t from) {
    std::size_t first = sheet.rows[from].cells.size();
    std::size_t last = sheet.rows[from].cells.size();
    for (std::size_t i = from; i < sheet.rows.size(); ++i) {
        const auto& cells = sheet.rows[i].cells;
        const auto used = std::ranges::find_if(cells, [](const SheetCell& cell) {
            return cell.kind != CellKind::empty;
        });
        first = std::min(first, static_cast<std::size_t>(used - cells.begin()));
        const bool has_one_cell = std::ranges::count_if(cells, [](const SheetCell& cell) {
                                      return cell.kind != CellKind::empty;
                                  }) < 2;
        last = has_one_cell ? last : std::max(last, cells.size());
    }
    return {first, last};
}

/// Where the tables begin that stand side by side below the header row: at each column with the
/// first header again, if at least one more header repeats there. Only one in most sheets.
std::vector<std::size_t> tables_beside(const SheetRow& header) {
    std::vector<std::size_t> begins;
    std::vector<std::set<std::string>> keys;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const std::string key = header_key(header.cells[i].text);
        if (key.empty()) {
            continue;
        }
        if (begins.empty() || key == header_key(header.cells[begins.front()].text)) {
            begins.push_back(i);
            keys.emplace_back();
        }
        keys.back().insert(key);
    }
    const bool repeat = std::ranges::all_of(keys, [&](const auto& own) {
        return std::ranges::count_if(own, [&](const std::string& key) {
                   return keys.front().contains(key);
               }) > 1;
    });
    begins.resize(repeat ? begins.size() : std::min(begins.size(), std::size_t{1}));
    return begins;
}

/// A sheet with only the columns from `from` to before `to`, which stay where they are.
Sheet part_of(const Sheet& sheet, std::size_t from, std::size_t to) {
    Sheet part{sheet.name, sheet.hidden, {}, {}};
    part.hidden_columns = those_that(sheet.hidden_columns, [&](std::size_t column) {
        return from <= column && column < to;
    });
    for (SheetRow row : sheet.rows) {
        row.cells.resize(std::min(row.cells.size(), to));
        std::fill_n(row.cells.begin(), std::min(row.cells.size(), from), SheetCell{});
        while (!row.cells.empty() && row.cells.back().kind == CellKind::empty) {
            row.cells.pop_back();
        }
        if (!row.cells.empty()) {
            part.rows.push_back(std::move(row));
        }
    }
    return part;
}

/// A part of a sheet with one table, whose header is the row `header` of the part.
struct SheetPart {
    Sheet sheet;
    std::size_t header = 0;
};

/// The part of a sheet, or its parts if tables stand side by side.
std::vector<SheetPart> parts_beside(SheetPart whole) {
    const auto begins = tables_beside(whole.sheet.rows[whole.header]);
    std::vector<SheetPart> parts;
    if (begins.size() < 2) {
        parts.push_back(std::move(whole));
        return parts;
    }
    const int number = whole.sheet.rows[whole.header].number;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        Sheet part = part_of(whole.sheet, i == 0 ? 0 : begins[i],
                             i + 1 < begins.size() ? begins[i + 1]
                                                   : std::numeric_limits<std::size_t>::max());
        const SheetRow* header = find_in(part.rows, number, &SheetRow::number);
        const auto at = static_cast<std::size_t>(header - part.rows.data());
        parts.push_back({std::move(part), at});
    }
    return parts;
}

/// The parts of a sheet below each row of other headers, with the lines of one cell above it. The
/// first has the lines above the row `header`.
std::vector<SheetPart> stacked_parts(const Sheet& sheet, std::size_t header,
                                     std::span<const ListField> fields) {
    std::vector<std::size_t> begins{0};
    std::vector<std::size_t> headers{header};
    std::string current = header_key(joined_text(texts_of(sheet.rows[header])));
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) {
        const auto texts = texts_of(sheet.rows[i]);
        const bool are_headers = filled_cells(texts) > 2 &&
                                 std::ranges::all_of(texts, [&](const auto& text) {
                                     return text.empty() || is_header(text, fields);
                                 });
        if (!are_headers || header_key(joined_text(texts)) == current) {
            continue;
        }
        std::size_t begin = i;
        while (begin > header + 1 && filled_cells(texts_of(sheet.rows[begin - 1])) == 1) {
            --begin;
        }
        begins.push_back(begin);
        headers.push_back(i);
        current = header_key(joined_text(texts));
    }
    std::vector<SheetPart> parts;
    for (std::size_t i = 0; i < begins.size(); ++i) {
        const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : sheet.rows.size();
        Sheet part{sheet.name, sheet.hidden, sheet.hidden_columns, {}};
        part.rows.assign(sheet.rows.begin() + static_cast<std::ptrdiff_t>(begins[i]),
                         sheet.rows.begin() + static_cast<std::ptrdiff_t>(end));
        parts.push_back({std::move(part), headers[i] - begins[i]});
    }
    return parts;
}

/// Fills in the columns and rows of a table whose header is the row `header` of the sheet.
ListTable table_at(const Sheet& sheet, std::size_t header) {
    ListTable table;
    table.sheet = sheet.name;
    table.header_row = sheet.rows[header].number;
    for (std::size_t i = 0; i < header; ++i) {
        table.titles.push_back(joined_text(texts_of(sheet.rows[i])));
    }
    const auto [first, last] = extent(sheet, header);
    table.first_column = first;
    const auto cells_of = [&, from = first, to = last](const SheetRow& row) {
        std::vector<std::string> cells = texts_of(row);
        cells.erase(cells.begin(),
                    cells.begin() + static_cast<std::ptrdiff_t>(std::min(from, cells.size())));
        cells.resize(std::max(cells.size(), to - from));
        return cells;
    };
    for (const std::string& text : cells_of(sheet.rows[header])) {
        table.columns.push_back({text, std::nullopt, ColumnReason::not_used});
    }
    const std::string repeated = joined_text(texts_of(sheet.rows[header]));
    for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) {
        if (joined_text(texts_of(sheet.rows[i])) != repeated) {
            table.rows.push_back({sheet.rows[i].number, cells_of(sheet.rows[i])});
        }
    }
    return table;
}

void guess(ListTable& table, const ListChoices& choices, std::span<const ListField> fields,
           std::span<const store::ListMap> saved, std::set<std::string>& unused) {
    const auto headers = transformed(table.columns, &ColumnReading::header);
    std::vector<std::vector<std::string>> cells(headers.size());
    constexpr std::size_t rows_that_tell = 500;
    for (std::size_t row = 0; row < std::min(table.rows.size(), rows_that_tell); ++row) {
        for (std::size_t i = 0; i < headers.size(); ++i) {
            cells[i].push_back(tidied_text(table.rows[row].cells[i]));
        }
    }
    auto decided = choices_for(choices, headers, table.first_column, fields, unused);
    add_saved(saved, headers, fields, decided);
    table.columns = guess_columns(headers, cells, fields, decided);
}

void add_notes(const Sheet& sheet, const ListTable& table, std::vector<std::string>& notes) {
    const std::string where = sheet.name.empty() ? "" : fmt::format(" in sheet '{}'", sheet.name);
    const auto hidden = std::ranges::count_if(sheet.rows,
                                              [](const SheetRow& row) { return row.hidden; });
    if (hidden > 0) {
        notes.push_back(fmt::format("Read although hidden{}: {}.", where, counted(hidden, "row")));
    }
    if (!sheet.hidden_columns.empty()) {
        const auto letters = transformed(sheet.hidden_columns, column_letters);
        notes.push_back(fmt::format("Read although hidden{}: column{} {}.", where,
                                    letters.size() == 1 ? "" : "s", fmt::join(letters, ", ")));
    }
    for (const std::string& title : table.titles) {
        notes.push_back(fmt::format("Skipped above the header{}: {}.", where, in_quotes(title)));
    }
}

/// The sheets to read. A hidden one is read only if the user names it.
std::vector<const Sheet*> chosen_sheets(const Spreadsheet& file, const std::string& name,
                                        const std::string& wanted,
                                        std::vector<std::string>& notes) {
    std::vector<const Sheet*> sheets;
    if (!wanted.empty() && file.kind == SpreadsheetKind::csv) {
        throw UsageError{fmt::format("{} is CSV, which has no sheets", name), "leave out --sheet"};
    }
    for (const Sheet& sheet : file.sheets) {
        if (wanted.empty() && sheet.hidden) {
            notes.push_back(fmt::format("Skipped because it is hidden: sheet '{}'; to read it, use "
                                        "--sheet.",
                                        sheet.name));
        } else if (wanted.empty() || name_key(wanted) == name_key(sheet.name)) {
            sheets.push_back(&sheet);
        }
    }
    if (sheets.empty()) {
        throw RefusedError{wanted.empty()
                               ? fmt::format("{} has no sheet that is not hidden", name)
                               : fmt::format("{} has no sheet {}", name, in_quotes(wanted)),
                           fmt::format("choose one with --sheet: {}",
                                       listed_all(transformed(file.sheets, [](const Sheet& one) {
                                           return in_quotes(one.name);
                                       })))};
    }
    return sheets;
}

void require_choices(const std::set<std::string>& unused, const ListTables& found,
                     const std::string& name) {
    if (unused.empty()) {
        return;
    }
    auto headers = transformed(found.tables.front().columns, &ColumnReading::header);
    std::erase(headers, "");
    throw RefusedError{fmt::format("{} has no column {}", name, in_quotes(*unused.begin())),
                       fmt::format("its columns are {}",
                                   listed_all(transformed(headers, in_quotes)))};
}

}    // namespace

std::size_t filled_cells(std::span<const std::string> cells) {
    return static_cast<std::size_t>(
        std::ranges::count_if(cells, [](const std::string& text) { return !text.empty(); }));
}

std::size_t cells_used(std::span<const std::string> cells) {
    while (!cells.empty() && cells.back().empty()) {
        cells = cells.first(cells.size() - 1);
    }
    return cells.size();
}

std::string joined_text(std::span<const std::string> cells, std::string_view between) {
    return tidied_text(joined(cells, between));
}

void require_map_name(const std::string& name) {
    constexpr std::size_t longest = 80;
    if (length_of(name) > longest) {
        throw UsageError{fmt::format("the name of a mapping has at most {} characters", longest),
                         "choose a shorter one"};
    }
}

std::string place_of(const ListTable& table, int row) {
    return table.sheet.empty() ? fmt::format("line {}", row)
                               : fmt::format("sheet '{}', row {}", table.sheet, row);
}

std::string place_of(const std::string& file, const ListTable& table, int row) {
    return file + ", " + place_of(table, row);
}

ListTables find_tables(const Spreadsheet& file, const std::string& name,
                       std::span<const ListField> fields, const ListChoices& choices,
                       std::span<const store::ListMap> saved) {
    ListTables found;
    for (const std::string& note : file.notes) {
        found.notes.push_back(fmt::format("{}: {}.", name, note));
    }
    const auto sheets = chosen_sheets(file, name, choices.sheet, found.notes);
    const bool empty = std::ranges::all_of(sheets,
                                           [](const Sheet* sheet) { return sheet->rows.empty(); });
    if (empty) {
        throw RefusedError{fmt::format("{} is empty", name), "its first line names the columns"};
    }
    std::set<std::string> unused{choices.ignore.begin(), choices.ignore.end()};
    for (const std::string& one : choices.map) {
        unused.insert(one.substr(std::min(one.find('='), one.size() - 1) + 1));
    }
    for (const Sheet* sheet : sheets) {
        const auto header = choices.header ? choices.header(*sheet) : header_of(*sheet, fields);
        if (!header) {
            if (file.kind != SpreadsheetKind::csv) {
                found.notes.push_back(fmt::format("Skipped because it has no column headers: sheet "
                                                  "'{}'.",
                                                  sheet->name));
            }
            continue;
        }
        for (SheetPart& stacked : stacked_parts(*sheet, *header, fields)) {
            const auto parts = parts_beside(std::move(stacked));
            if (parts.size() > 1) {
                found.notes.push_back(fmt::format(
                    "Read as {} tables side by side{}.", parts.size(),
                    sheet->name.empty() ? "" : fmt::format(": sheet '{}'", sheet->name)));
            }
            for (const SheetPart& part : parts) {
                ListTable table = table_at(part.sheet, part.header);
                guess(table, choices, fields, saved, unused);
                require_different(table, name, fields);
                add_notes(part.sheet, table, found.notes);
                found.tables.push_back(std::move(table));
            }
        }
    }
    if (found.tables.empty()) {
        const Sheet& first = *sheets.front();
        ListTable nowhere;
        nowhere.sheet = first.name;
        throw RefusedError{
            fmt::format("{}: there are no column headers such as name, email and group",
                        place_of(name, nowhere,
                                 first.rows.empty() ? 1 : first.rows.front().number)),
            "the first line names the columns, separated by commas"};
    }
    require_choices(unused, found, name);
    return found;
}

void save_map(WritingSession& session, const ListTable& table, std::span<const ListField> fields,
              const std::string& name, std::vector<std::string>& notes) {
    store::ListMap map{name, {}};
    for (const ColumnReading& column : table.columns) {
        if (column.reason != ColumnReason::derived) {
            map.columns.emplace_back(header_key(column.header),
                                     column.field ? fields[*column.field].name : "");
        }
    }
    if (!name.empty() && store::save_list_map(session.writer(), session.next_number(), map)) {
        notes.push_back(fmt::format("Saved how the columns are read as {}.", in_quotes(name)));
    }
}

std::vector<std::string> column_lines(std::span<const ListTable> tables,
                                      std::span<const ListField> fields) {
    std::vector<std::string> lines;
    std::set<std::vector<std::string>> shown;
    for (const ListTable& table : tables) {
        std::vector<std::string> own;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const ColumnReading& column = table.columns[i];
            const bool is_used = std::ranges::any_of(table.rows, [&](const ListRow& row) {
                return !row.cells[i].empty();
            });
            if (column.reason == ColumnReason::derived ||
                (column.header.empty() && !column.field && !is_used)) {
                continue;
            }
            const std::string title =
                column.header.empty()
                    ? fmt::format("Column {} (no header)", column_letters(table.first_column + i))
                    : fmt::format("Column {}", in_quotes(tidied_text(column.header)));
            std::string reading = !column.shown.empty() ? column.shown
                                  : column.field        ? fields[*column.field].name
                                                        : "not used";
            std::ranges::replace(reading, '_', ' ');
            switch (column.reason) {
            case ColumnReason::mapped: reading += ", as --map says"; break;
            case ColumnReason::saved: reading += ", as the saved mapping says"; break;
            case ColumnReason::content: reading += ", by its content"; break;
            case ColumnReason::ignored: reading += ", as --ignore says"; break;
            case ColumnReason::people: reading = "people with this role"; break;
            case ColumnReason::members: reading = "people in this group"; break;
            case ColumnReason::roles: reading = "roles in this group"; break;
            case ColumnReason::named:
            case ColumnReason::derived:
            case ColumnReason::not_used: break;
            }
            own.push_back(fmt::format("{}: {}", title, reading));
        }
        if (!shown.insert(own).second) {
            continue;
        }
        const bool other = !lines.empty();
        for (const std::string& line : own) {
            lines.push_back(other ? fmt::format("Sheet '{}', c{}", table.sheet, line.substr(1))
                                  : line);
        }
    }
    return lines;
}

}    // namespace lmsection::app
