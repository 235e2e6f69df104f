#include "value_type.hpp"

#include "lmsection/app/handbook_toml.hpp"
#include "lmsection/base/text.hpp"
#include "lmsection/domain/appointment.hpp"
#include "lmsection/domain/typed_date.hpp"

#include <fmt/format.h>

#include <utility>

namespace lmsection::cli {

namespace {

YearChoice choice_of(DayUse use) {
    switch (use) {
    case DayUse::start:
    case DayUse::planned: return YearChoice::next;
    case DayUse::done: return YearChoice::latest;
    case DayUse::either: return YearChoice::nearby;
    case DayUse::viewed: return YearChoice::in_program_year;
    }
    return YearChoice::in_program_year;
}

Date shown(Context& context, const std::string& typed, const ReadDay& read) {
    if (read.chosen) {
        context.say(fmt::format("{} is read as {}.", in_quotes(typed), written(read.day)));
    }
    return read.day;
}

/// The section's handbook: from its file unchanged if possible, else after an interrupted change
/// was rolled back. Without a readable file, the built-in one; the command then fails anyway.
Handbook handbook_of(Context& context) {
    app::Circumstances around = context.circumstances(store::Access::reading);
    around.dry_run = true;
    try {
        return app::Session::for_reading_anything(std::move(around)).handbook();
    } catch (const StoreError&) {
        try {
            return context.reading_anything().handbook();
        } catch (const StoreError&) {
            return app::built_in_handbook();
        }
    }
}

/// Viewing a day far in the past is not unusual.
bool may_surprise(bool is_past, DayUse use) {
    return use != DayUse::viewed || !is_past;
}

}    // namespace

namespace value {

ValueType<NameOrder> name_order() {
    return {"ORDER", [](const std::string& text, Context&) {
                if (text != "name" && text != "family") {
                    throw UsageError{fmt::format("{} is not an order of names", in_quotes(text)),
                                     "use --sort name or --sort family"};
                }
                return text == "name" ? NameOrder::whole : NameOrder::family;
            }};
}

ValueType<Date> day(DayUse use) {
    return {"DATE", [use](const std::string& text, Context& context) {
                const Date today = context.today();
                const Date day = shown(context, text,
                                       or_usage(read_day(text, today, choice_of(use))));
                const auto far = far_day_warning(day, today);
                if (far && may_surprise(day < today, use)) {
                    context.warn(*far);
                } else if (use == DayUse::start && day < today) {
                    context.warn(fmt::format("{} is in the past", written(day)));
                }
                return day;
            }};
}

ValueType<Date> window_end() {
    return {"SPAN", [](const std::string& text, Context& context) {
                return shown(context, text, or_usage(read_window_end(text, context.today())));
            }};
}

ValueType<ProgramYear> program_year(DayUse use) {
    return {"Y", [use](const std::string& text, Context& context) {
                const Date today = context.today();
                const ProgramYear year = or_usage(parse_program_year(text, today));
                const auto far = far_year_warning(year, today);
                if (far && may_surprise(year.last_day() < today, use)) {
                    context.warn(*far);
                }
                return year;
            }};
}

ValueType<Month> month() {
    return {"M", [](const std::string& text, Context& context) {
                return or_usage(parse_typed_month(text, context.today()));
            }};
}

ValueType<Role> role() {
    return {"R", [](const std::string& text, Context& context) {
                return or_usage(find_role(handbook_of(context), text));
            }};
}

ValueType<GroupKind> group_kind() {
    return parsed<GroupKind>("K", parse_group_kind);
}

ValueType<int> term_years() {
    return parsed<int>("YEARS", parse_term_years);
}

ValueType<std::string> link() {
    return {"URL", [](const std::string& text, Context&) {
                return text.empty() ? text : or_usage(parse_link(text));
            }};
}

ValueType<std::string> line(std::string_view label) {
    return {"TEXT", [label](const std::string& text, Context&) {
                return or_usage(parse_line(label, text));
            }};
}

ValueType<std::string> reason(std::string_view option) {
    return {
        "REASON", [option](const std::string& text, Context&) {
            std::string line = or_usage(parse_line(fmt::format("reason for {}", option), text));
            if (line.empty()) {
                throw UsageError{fmt::format("{} needs a reason", option), "say why, in quotes"};
            }
            return line;
        }};
}

}    // namespace value

Date day_from(Context& context, const std::string& typed, Date from) {
    const Date day = shown(context, typed, or_usage(read_day(typed, from, YearChoice::next)));
    if (const auto far = far_day_warning(day, context.today())) {
        context.warn(*far);
    }
    return day;
}

}    // namespace lmsection::cli
