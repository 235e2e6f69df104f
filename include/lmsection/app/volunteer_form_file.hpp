#pragma once

#include "lmsection/app/volunteer.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::app {

/// What the user says about a file of volunteer forms.
struct FormFileOptions {
    std::vector<std::string> map = {};       ///< "FIELD=COLUMN"
    std::vector<std::string> ignore = {};    ///< columns to leave out
    std::string save_map = {};               ///< keep how the columns were read under this name
    std::string sheet = {};                  ///< read only this sheet
    bool ignore_extra = false;               ///< leave out the answers to other questions
    bool skip_bad = false;                   ///< record the good rows
};

/// The result for a file.
struct FormFileResult {
    VolunteerResult added;
    std::size_t known = 0;             ///< forms that were already on record
    std::vector<std::string> notes;    ///< what was skipped, tidied and assumed, as sentences
    std::vector<Fault> bad;            ///< of rows that were not recorded
    std::size_t bad_rows = 0;
};

/// What is reported while a file is read.
struct FormFileReport {
    /// Called with how each column is read, before anything is recorded; not for what `volunteer
    /// list` wrote.
    std::function<void(const std::vector<std::string>& lines)> columns;
    /// Called with the rows that are not recorded, if any, before the others are committed: a
    /// header and rows, whose last cell says what is wrong.
    std::function<void(const std::vector<std::vector<std::string>>& table)> bad_rows;
};

/// Records the forms in the export of a web form (Google, Microsoft, SurveyMonkey, Qualtrics or any
/// other): a spreadsheet or CSV in any layout, whose columns and values are found as these services
/// and people write them. Forms on record are recognized. Also reads what `volunteer list` writes.
/// Throws a `RefusedError` with the fault of every bad row, and records nothing, unless bad rows
/// are skipped. `name`: the file's name for messages.
[[nodiscard]] FormFileResult import_volunteers(WritingSession& session, std::string_view bytes,
                                               const std::string& name,
                                               const FormFileOptions& options,
                                               const FormFileReport& report);

}    // namespace lmsection::app
