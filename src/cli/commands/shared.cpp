#include "shared.hpp"

namespace lmsection::cli {

std::optional<Date> day_if_given(const std::optional<std::string>& typed, Date today) {
    return if_given<Date>(typed,
                          [&](const std::string& text) { return parse_typed_date(text, today); });
}

std::optional<ProgramYear> year_if_given(const std::optional<std::string>& typed, Date today) {
    return if_given<ProgramYear>(
        typed, [&](const std::string& text) { return parse_program_year(text, today); });
}

std::vector<Column> roster_columns() {
    return {{"group_slug", "Group", Shown::to_scripts},
            {"group", "", Shown::as_heading},
            {"kind", "Kind", Shown::to_scripts},
            {"role", "Role"},
            {"name", "Name"},
            {"email", "E-mail"},
            {"institution", "Institution"},
            {"start", "From"},
            {"end", "To"},
            {"years", "Years", Shown::to_scripts}};
}

void tell_dry_run(Context& context) {
    if (context.dry_run()) {
        context.say("Dry run: nothing was changed.");
    }
}

}    // namespace lmsection::cli
