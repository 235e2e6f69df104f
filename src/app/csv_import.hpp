#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/base/csv_file.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lmsection::app {

/// Reads the days of one column of a file as people type them. Numbers with slashes are read in one
/// order throughout: day first if any of them can only be that, else month first.
class DayColumn {
public:
    /// `column`: its index among the requested columns; `name`: for messages; `choice`: how to
    /// choose the year of a day without one.
    DayColumn(const CsvFile& file, std::size_t column, std::string name, YearChoice choice,
              Date today);

    [[nodiscard]] NumberOrder order() const { return order_; }
    /// Reads the cell of a line.
    [[nodiscard]] Outcome<Date> read(const CsvRecord& record);
    /// What the user should know: how an ambiguous column was read, days whose year was chosen, and
    /// days more than three years away.
    [[nodiscard]] std::vector<std::string> take_warnings() { return std::move(warnings_); }

private:
    std::size_t column_;
    YearChoice choice_;
    Date today_;
    NumberOrder order_ = NumberOrder::month_first;
    std::vector<std::string> warnings_;
};

/// Processes the records of a file in order, within a change, and reports progress. After the last
/// record, throws one `RefusedError` with all faults that `visit` returned, each with its line.
void process_records(const Session& session, const CsvFile& file,
                     const std::function<std::vector<Fault>(const CsvRecord&)>& visit);
/// The same where a record has at most one fault.
void process_records(const Session& session, const CsvFile& file,
                     const std::function<std::optional<Fault>(const CsvRecord&)>& visit);

}    // namespace lmsection::app
