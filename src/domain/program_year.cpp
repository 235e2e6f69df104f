#include "lmsection/domain/program_year.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace lmsection {

namespace {

constexpr date::month july{7};

}    // namespace

ProgramYear ProgramYear::containing(Date day) {
    return containing(month_of(day));
}

ProgramYear ProgramYear::containing(Month month) {
    const int year{month.year()};
    return ProgramYear{month.month() >= july ? year : year - 1};
}

std::optional<ProgramYear> ProgramYear::parse(std::string_view text) {
    const auto year = year_number(text.substr(0, 4));
    if (!year) {
        return std::nullopt;
    }
    const ProgramYear result{*year};
    const bool known_form = text.size() == 4 || text == result.label();
    return known_form ? std::optional{result} : std::nullopt;
}

Month ProgramYear::month(date::month month) const {
    return date::year{month >= july ? starting_ : starting_ + 1} / month;
}

std::string ProgramYear::label() const {
    return fmt::format("{:04}-{:02}", starting_, (starting_ + 1) % 100);
}

namespace {

/// June 30 of the last program year of a term.
Date usual_end(Date start, int years) {
    if (!start.ok() || years < 1 || years > Term::longest) {
        throw std::invalid_argument("a term needs a real first day and 1 to 9 program years");
    }
    return ProgramYear::containing(start).plus(years - 1).last_day();
}

}    // namespace

Term::Term(Date start, int years) : start_(start), years_(years), end_(usual_end(start, years)) {}

Term::Term(Date start, int years, Date end) : start_(start), years_(years), end_(end) {
    if (end < start || usual_end(start, years) < end) {
        throw std::invalid_argument("a term ends within its program years");
    }
}

int program_years_between(Date start, Date end) {
    return ProgramYear::containing(end).starting() - ProgramYear::containing(start).starting() + 1;
}

Date first_full_week_monday(Month month) {
    return Date{month / date::Monday[1]};
}

}    // namespace lmsection
