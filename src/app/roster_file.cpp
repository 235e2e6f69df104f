#include "lmsection/app/roster_file.hpp"

#include "list_table.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/store/list_map.hpp"
#include "roster_field.hpp"
#include "roster_row.hpp"
#include "roster_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace lmsection::app {

namespace {

/// Leaves out the columns whose headers `appoint` has not always read, as `--ignore-extra` asks.
void ignore_other_headers(ListTable& table) {
    for (ColumnReading& column : table.columns) {
        if (column.reason != ColumnReason::mapped && !is_own_header(header_key(column.header)) &&
            column.header != "group_slug") {
            column.field.reset();
            column.reason = ColumnReason::ignored;
        }
    }
}

/// Whether a file has only the program's own columns, so that it is read strictly.
bool is_own(const Spreadsheet& file, const ListTable& table) {
    const bool first = !file.sheets.front().rows.empty() &&
                       file.sheets.front().rows.front().number == table.header_row;
    return file.kind == SpreadsheetKind::csv && file.delimiter == ',' && file.notes.empty() &&
           first && table.first_column == 0 &&
           std::all_of(table.columns.begin(), table.columns.end(), [](const ColumnReading& column) {
               return column.reason != ColumnReason::saved &&
                      column.reason != ColumnReason::content &&
                      (!column.field || column.reason == ColumnReason::mapped ||
                       is_own_header(column.header));
           });
}

/// Whether a file has what `reconcile` wrote: only those whose seats differ.
bool is_written_by_reconcile(const ListTable& table) {
    return std::any_of(table.columns.begin(), table.columns.end(), [](const ColumnReading& column) {
        return header_key(column.header) == "difference";
    });
}

/// Refuses a program's file with columns that it does not have, or without a group.
void require_own_columns(const ListTable& table, const std::string& name, bool ignore_extra) {
    constexpr std::size_t most_named = 12;
    std::vector<std::string> unknown;
    const auto end = std::find_if(table.columns.rbegin(), table.columns.rend(),
                                  [](const ColumnReading& one) { return !one.header.empty(); });
    for (auto column = table.columns.begin(); column != end.base(); ++column) {
        if (!column->field && column->reason == ColumnReason::not_used &&
            !is_own_header(column->header)) {
            unknown.push_back(in_quotes(column->header));
        }
    }
    std::vector<Fault> faults;
    const std::string place = place_of(name, table, table.header_row);
    if (!ignore_extra && !unknown.empty()) {
        const auto names = own_headers();
        faults.push_back({fmt::format("{}: there {} {}", place,
                                      unknown.size() == 1 ? "is no column" : "are no columns",
                                      listed(unknown, most_named)),
                          fmt::format("use {}, or --ignore-extra", listed(names, names.size()))});
    }
    const bool has_group = std::any_of(
        table.columns.begin(), table.columns.end(), [](const ColumnReading& column) {
            return column.field == static_cast<std::size_t>(RosterField::group);
        });
    if (!has_group) {
        faults.push_back({fmt::format("{}: the header has no column 'group'", place),
                          "the first line names the columns, separated by commas"});
    }
    if (!faults.empty()) {
        throw RefusedError{std::move(faults)};
    }
}

constexpr std::array in_usual_order{
    RosterField::name,   RosterField::first_name,  RosterField::middle_name, RosterField::last_name,
    RosterField::suffix, RosterField::email,       RosterField::group,       RosterField::role,
    RosterField::start,  RosterField::end,         RosterField::term,        RosterField::years,
    RosterField::year,   RosterField::institution, RosterField::note};

/// The rows that were not recorded, as CSV with the names of the fields and what is wrong.
class BadRows {
public:
    explicit BadRows(std::span<const ListField> fields) : fields_(fields) {}

    void add(std::map<RosterField, std::string> cells, const std::vector<Fault>& faults) {
        std::string problem;
        for (const Fault& fault : faults) {
            problem += (problem.empty() ? "" : " | ") + fault.text();
        }
        for (const auto& one : cells) {
            used_.insert(one.first);
        }
        rows_.push_back({std::move(cells), std::move(problem)});
    }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] std::vector<std::vector<std::string>> table() const {
        std::vector<std::vector<std::string>> table(1);
        std::vector<RosterField> shown;
        for (const RosterField field : in_usual_order) {
            if (used_.contains(field)) {
                shown.push_back(field);
                table.front().push_back(fields_[static_cast<std::size_t>(field)].name);
            }
        }
        table.front().emplace_back("problem");
        for (const auto& [cells, problem] : rows_) {
            auto& row = table.emplace_back();
            for (const RosterField field : shown) {
                const auto known = cells.find(field);
                row.push_back(known == cells.end() ? "" : known->second);
            }
            row.push_back(problem);
        }
        return table;
    }

private:
    struct Row {
        std::map<RosterField, std::string> cells;
        std::string problem;
    };
    std::span<const ListField> fields_;
    std::set<RosterField> used_;
    std::vector<Row> rows_;
};

std::string seat_of(const Appointed& one) {
    return fmt::format("{} ({}, {} to {})", one.person.name, one.group.name,
                       word(one.appointment.role), iso(one.appointment.end));
}

/// Reads and records every row of a file; a row with faults is collected.
class FileRun {
public:
    FileRun(WritingSession& session, const std::string& name, const RosterFileOptions& options,
            RosterFileResult& result, BadRows& bad)
        : session_(session), name_(name), options_(options), result_(result), bad_(bad) {}

    void run(ListAppointer& appointer, std::span<const ListTable> tables, bool strict,
             RosterRemarks& remarks) {
        std::size_t all = 0;
        for (const ListTable& table : tables) {
            all += table.rows.size();
        }
        std::size_t done = 0;
        std::vector<Fault> faults;
        for (const ListTable& table : tables) {
            RosterRows rows{session_, name_, table, strict, remarks};
            if (!rows.names_groups()) {
                skip(table, tables.size() == 1);
                continue;
            }
            for (const ListRow& row : table.rows) {
                auto bad = record(appointer, rows, row);
                if (!bad.empty()) {
                    bad_.add(rows.cells_of(row), bad);
                }
                for (const Fault& fault : bad) {
                    faults.push_back(
                        {fmt::format("{}: {}", place_of(name_, table, row.number), fault.what),
                         fault.remedy});
                }
                session_.around().progress(++done, all);
            }
        }
        if (!faults.empty() && !options_.skip_bad) {
            throw RefusedError{std::move(faults)};
        }
        result_.bad = std::move(faults);
    }

private:
    /// Skips a table that does not say in which groups its people serve; refuses it if it is the
    /// only one.
    void skip(const ListTable& table, bool is_only) {
        const std::string what = "nothing says in which group these people serve";
        if (is_only) {
            throw RefusedError{
                fmt::format("{}: {}", place_of(name_, table, table.header_row), what),
                "name its column with --map group=COLUMN, or put the group's name in a title above "
                "the table or in the sheet's name"};
        }
        result_.notes.push_back(fmt::format("Skipped because {}: sheet '{}'.", what, table.sheet));
    }

    std::vector<Fault> record(ListAppointer& appointer, RosterRows& rows, const ListRow& row) {
        auto read = rows.read(row);
        result_.rows += read.appointments.empty() ? 0U : 1U;
        for (const ListedAppointment& one : read.appointments) {
            for (Fault& fault : appointer.appoint(one)) {
                read.faults.push_back(std::move(fault));
            }
            const std::string& name = one.order.person.name;
            for (const std::string& warning : appointer.take_warnings()) {
                const bool has_name = name.empty() || warning.find(name) != std::string::npos;
                result_.warnings.push_back(fmt::format("{}{}{}: {}", rows.at(row),
                                                       has_name ? "" : ", ", has_name ? "" : name,
                                                       warning));
            }
        }
        return std::move(read.faults);
    }

    WritingSession& session_;
    const std::string& name_;
    const RosterFileOptions& options_;
    RosterFileResult& result_;
    BadRows& bad_;
};

}    // namespace

RosterFileResult appoint_from(WritingSession& session, std::string_view bytes,
                              const std::string& name, const RosterFileOptions& options,
                              const OverridePolicy& policy, const RosterFileReport& report) {
    require_map_name(options.save_map);
    const Spreadsheet file = read_spreadsheet(bytes, name);
    const auto fields = roster_fields(session);
    auto found = find_tables(file, name, fields, {options.map, options.ignore, options.sheet},
                             store::list_maps(session.database()));
    for (ListTable& table : found.tables) {
        complete_names(table);
        spread_rows(table, session, found.notes);
    }
    if (options.ignore_extra && file.kind == SpreadsheetKind::csv) {
        ignore_other_headers(found.tables.front());
    }
    const bool is_comparison = is_written_by_reconcile(found.tables.front());
    if (is_comparison && options.end_missing) {
        throw RefusedError{fmt::format("{} has only the differences that 'lmsection reconcile' "
                                       "found, so those who are not in it may still serve",
                                       name),
                           "leave --end-missing out, or give the list that was compared"};
    }
    const bool strict = is_own(file, found.tables.front());
    RosterFileResult result;
    if (strict) {
        require_own_columns(found.tables.front(), name, options.ignore_extra);
    } else {
        report.columns(column_lines(found.tables, fields));
        result.notes = found.notes;
    }
    RosterRemarks remarks;
    BadRows bad{fields};
    session.change([&] {
        ListAppointer appointer{session, policy, report.appointed};
        FileRun{session, name, options, result, bad}.run(appointer, found.tables, strict, remarks);
        const auto missing = options.end_missing
                                 ? appointer.end_missing(fmt::format("not in {}", name))
                             : is_comparison ? std::vector<Appointed>{}
                                             : appointer.missing(false);
        for (const Appointed& one : missing) {
            result.missing.push_back(seat_of(one));
        }
        if (!options.save_map.empty() &&
            store::save_list_map(session.writer(), session.next_number(),
                                 mapping_of(found.tables.front(), fields, options.save_map))) {
            result.notes.push_back(
                fmt::format("Saved how the columns are read as {}.", in_quotes(options.save_map)));
        }
        result.bad_rows = bad.size();
        if (bad.size() > 0) {
            report.bad_rows(bad.table());
        }
        result.added = appointer.added();
        result.changed = appointer.changed();
        result.known = appointer.known();
        result.changes = appointer.changes();
        for (std::string& warning : appointer.take_warnings()) {
            result.warnings.push_back(std::move(warning));
        }
        if (appointer.repeated() > 0) {
            result.notes.push_back(fmt::format("Counted once: {} row{} that repeat{} an earlier "
                                               "one.",
                                               appointer.repeated(),
                                               appointer.repeated() == 1 ? "" : "s",
                                               appointer.repeated() == 1 ? "s" : ""));
        }
    });
    for (std::string& sentence : remarks.sentences()) {
        result.notes.push_back(std::move(sentence));
    }
    for (std::string& warning : remarks.warnings) {
        result.warnings.push_back(std::move(warning));
    }
    return result;
}

}    // namespace lmsection::app
