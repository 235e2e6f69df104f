#pragma once

#include "lmsection/app/session.hpp"
#include "lmsection/base/csv_file.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace lmsection::app {

/// Reads the days of one column of a file as people type them. Numbers with slashes come in one
/// order throughout: day first where any of them can only be that, else month first.
class DayColumn {
public:
    /// `column`: its index among those asked for, `name` for messages. `choice`: the year of a day
    /// without one.
    DayColumn(const CsvFile& file, std::size_t column, std::string name, YearChoice choice,
              Date today);

    [[nodiscard]] NumberOrder order() const { return order_; }
    /// Reads the cell of a line.
    [[nodiscard]] Outcome<Date> read(const CsvRecord& record);
    /// What the user should see: how the column was read where it could be read in two ways, days
    /// whose year was chosen, and days more than three years ahead.
    [[nodiscard]] std::vector<std::string> take_warnings() { return std::move(warnings_); }

private:
    std::size_t column_;
    YearChoice choice_;
    Date today_;
    NumberOrder order_ = NumberOrder::month_first;
    std::vector<std::string> warnings_;
};

/// Takes the records of a file one after another, within a change, and tells how far it is. All
/// that `take` finds wrong is told with its line in one `RefusedError`, once every record was
/// looked at.
void take_records(const Session& session, const CsvFile& file,
                  const std::function<std::vector<Fault>(const CsvRecord&)>& take);

}    // namespace lmsection::app
