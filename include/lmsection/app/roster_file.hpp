#pragma once

#include "lmsection/app/appointment.hpp"
#include "lmsection/app/session.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// What the user says about a file of appointments.
struct RosterFileOptions {
    std::vector<std::string> map = {};       ///< "FIELD=COLUMN"
    std::vector<std::string> ignore = {};    ///< columns to leave out
    std::string save_map = {};               ///< keep how the columns were read under this name
    std::string sheet = {};                  ///< read only this sheet
    bool ignore_extra = false;               ///< also accept unknown columns of a program's file
    bool skip_bad = false;                   ///< record the good rows
    bool end_missing = false;                ///< end the terms of those who are missing
};

/// The result for a file.
struct RosterFileResult : ListCounts {
    std::size_t rows = 0;                ///< rows of people
    std::vector<std::string> notes;      ///< what was skipped, tidied and assumed, as sentences
    std::vector<std::string> missing;    ///< who is on record and not in the list; who was ended
    std::vector<std::string> warnings;
    std::vector<Fault> bad;    ///< of rows that were not recorded
    std::size_t bad_rows = 0;
};

/// What is reported while a file is read.
struct RosterFileReport {
    /// Called with how each column is read, before anything is recorded; not for a file that is
    /// read strictly.
    std::function<void(const std::vector<std::string>& lines)> columns;
    /// Called for each appointment as it is written or found on record.
    OnAppointed appointed;
    /// Called with the rows that are not recorded, if any, before the others are committed: a
    /// header and rows, whose last cell says what is wrong.
    std::function<void(const std::vector<std::vector<std::string>>& table)> bad_rows;
};

/// Appoints everyone in a roster: a spreadsheet or CSV in any layout, whose tables, columns and
/// values are found as people write them. Throws a `RefusedError` with the fault of every bad row,
/// and records nothing, unless bad rows are skipped. A file whose columns have exactly the
/// names that `roster` writes is read strictly: an unknown column or role is a fault. `name`: the
/// file's name for messages.
[[nodiscard]] RosterFileResult appoint_from(WritingSession& session, std::string_view bytes,
                                            const std::string& name,
                                            const RosterFileOptions& options,
                                            const OverridePolicy& policy,
                                            const RosterFileReport& report);

}    // namespace lmsection::app
