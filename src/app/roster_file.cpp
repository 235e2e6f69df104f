#include "lmsection/app/roster_file.hpp"

#include "change.hpp"
#include "list_remark.hpp"
#include "list_table.hpp"
#include "lmsection/base/list.hpp"
#include "lmsection/base/name.hpp"
#include "lmsection/base/spreadsheet.hpp"
#include "lmsection/base/text.hpp"
#include "roster_field.hpp"
#include "roster_row.hpp"
#include "roster_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <utility>

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
           std::ranges::all_of(table.columns, [](const ColumnReading& column) {
               return column.reason != ColumnReason::saved &&
                      column.reason != ColumnReason::content &&
                      (!column.field || column.reason == ColumnReason::mapped ||
                       is_own_header(column.header));
           });
}

/// Whether a file has what `reconcile` wrote: only those whose seats differ.
bool is_written_by_reconcile(const ListTable& table) {
    return contains(table.columns, "difference",
                    [](const ColumnReading& one) { return header_key(one.header); });
}

/// Refuses a program's file with columns that it does not have, or without a group.
void require_own_columns(const ListTable& table, const std::string& name, bool ignore_extra) {
    constexpr std::size_t most_named = 12;
    std::vector<std::string> unknown;
    const auto headers = transformed(table.columns, &ColumnReading::header);
    for (const ColumnReading& column : std::span{table.columns}.first(cells_used(headers))) {
        if (!column.field && column.reason == ColumnReason::not_used &&
            !is_own_header(column.header)) {
            unknown.push_back(in_quotes(column.header));
        }
    }
    std::vector<Fault> faults;
    const std::string place = place_of(name, table, table.header_row);
    if (!ignore_extra && !unknown.empty()) {
        faults.push_back({fmt::format("{}: there {} {}", place,
                                      unknown.size() == 1 ? "is no column" : "are no columns",
                                      listed(unknown, most_named)),
                          fmt::format("use {}, or --ignore-extra", listed_all(own_headers()))});
    }
    if (!has_field(table.columns, {RosterField::group})) {
        faults.push_back({fmt::format("{}: the header has no column 'group'", place),
                          "the first line names the columns, separated by commas"});
    }
    require_none(std::move(faults));
}

constexpr std::array in_usual_order{
    RosterField::name,   RosterField::first_name,  RosterField::middle_name, RosterField::last_name,
    RosterField::suffix, RosterField::email,       RosterField::group,       RosterField::role,
    RosterField::start,  RosterField::end,         RosterField::term,        RosterField::years,
    RosterField::year,   RosterField::institution, RosterField::note};

std::string seat_of(const Appointed& one) {
    return fmt::format("{} ({}, {} to {})", one.person.name, one.group.name,
                       word(one.appointment.role), iso(one.appointment.end));
}

/// Reads and records every row of a file; a row with faults is collected.
class FileRun {
public:
    FileRun(WritingSession& session, const std::string& name, std::span<const ListField> fields,
            const RosterFileOptions& options, RosterFileResult& result)
        : session_(session), name_(name), fields_(fields), options_(options), result_(result),
          bad_(transformed(in_usual_order, [&](RosterField one) { return name_of(one); })) {}

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
                    add_bad(rows.cells_of(row), bad);
                }
                for (const Fault& fault : bad) {
                    faults.push_back(at_place(place_of(name_, table, row.number), fault));
                }
                session_.around().progress(++done, all);
            }
        }
        if (!options_.skip_bad) {
            require_none(faults);
        }
        result_.bad = std::move(faults);
    }
    [[nodiscard]] const BadRows& bad() const { return bad_; }

private:
    [[nodiscard]] const std::string& name_of(RosterField field) const {
        return fields_[static_cast<std::size_t>(field)].name;
    }
    void add_bad(const std::map<RosterField, std::string>& cells,
                 const std::vector<Fault>& faults) {
        bad_.add(transformed(cells,
                             [&](const auto& one) {
                                 return std::pair{name_of(one.first), one.second};
                             }),
                 faults);
    }

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
            append(read.faults, appointer.appoint(one));
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
    std::span<const ListField> fields_;
    const RosterFileOptions& options_;
    RosterFileResult& result_;
    BadRows bad_;
};

}    // namespace

RosterFileResult appoint_from(WritingSession& session, std::string_view bytes,
                              const std::string& name, const RosterFileOptions& options,
                              const OverridePolicy& policy, const RosterFileReport& report) {
    require_map_name(options.save_map);
    const Spreadsheet file = read_spreadsheet(bytes, name);
    const auto fields = roster_fields(session);
    auto found = find_roster_tables(session, file, name, fields,
                                    {options.map, options.ignore, options.sheet});
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
    session.change([&] {
        ListAppointer appointer{session, policy, report.appointed};
        FileRun run{session, name, fields, options, result};
        run.run(appointer, found.tables, strict, remarks);
        const auto missing = options.end_missing
                                 ? appointer.end_missing(fmt::format("not in {}", name))
                             : is_comparison ? std::vector<Appointed>{}
                                             : appointer.missing(false);
        result.missing = transformed(missing, [](const Appointed& one) { return seat_of(one); });
        save_map(session, found.tables.front(), fields, options.save_map, result.notes);
        result.bad_rows = run.bad().report(report.bad_rows);
        static_cast<ListCounts&>(result) = appointer.counts();
        append(result.warnings, appointer.take_warnings());
        if (result.repeated > 0) {
            result.notes.push_back(
                fmt::format("Counted once: {} an earlier one.",
                            counted(result.repeated, "row that repeats", "rows that repeat")));
        }
    });
    append(result.notes, remarks.sentences());
    append(result.warnings, std::move(remarks.warnings));
    return result;
}

}    // namespace lmsection::app
