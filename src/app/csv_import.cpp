#include "csv_import.hpp"

#include "list_remark.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <optional>

namespace lmsection::app {

DayColumn::DayColumn(const CsvFile& file, std::size_t column, std::string name, YearChoice choice,
                     Date today)
    : column_(column), choice_(choice), today_(today) {
    if (!file.has_slash()) {
        return;
    }
    std::optional<std::string> either;    // the first cell that can be read in two ways
    file.each([&](const CsvRecord& record) {
        const std::string& cell = record.cells[column];
        if (is_day_first(cell)) {
            order_ = NumberOrder::day_first;
        } else if (!either && has_two_orders(cell)) {
            either = cell.substr(0, cell.find(' '));
        }
    });
    if (either) {
        const auto read = read_day(*either, today, choice, order_);
        warnings_.push_back(
            order_warning(file.name(), name, order_, *either,
                          read.ok() ? std::optional{read.value().day} : std::nullopt));
    }
}

Outcome<Date> DayColumn::read(const CsvRecord& record) {
    const std::string& cell = record.cells[column_];
    const auto read = read_day(cell, today_, choice_, order_);
    if (!read.ok()) {
        return read.fault();
    }
    const Date day = read.value().day;
    if (read.value().chosen && !has_two_orders(cell)) {
        warnings_.push_back(
            fmt::format("line {}: {} is read as {}", record.line, in_quotes(cell), written(day)));
    }
    if (const auto far = far_day_warning(day, today_); far && today_ < day) {
        warnings_.push_back(fmt::format("line {}: {}", record.line, *far));
    }
    return day;
}

void process_records(const Session& session, const CsvFile& file,
                     const std::function<std::vector<Fault>(const CsvRecord&)>& visit) {
    std::vector<Fault> faults;
    std::size_t done = 0;
    file.each([&](const CsvRecord& record) {
        for (const Fault& fault : visit(record)) {
            faults.push_back(at_line(file.name(), record.line, fault));
        }
        session.around().progress(++done, file.records());
    });
    require_none(std::move(faults));
}

void process_records(const Session& session, const CsvFile& file,
                     const std::function<std::optional<Fault>(const CsvRecord&)>& visit) {
    process_records(session, file, [&](const CsvRecord& record) {
        const auto fault = visit(record);
        return fault ? std::vector{*fault} : std::vector<Fault>{};
    });
}

}    // namespace lmsection::app
