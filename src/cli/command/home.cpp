#include "command/shared.hpp"
#include "format/width.hpp"
#include "help.hpp"
#include "lmsection/app/handbook_adoption.hpp"

#include <filesystem>
#include <system_error>

namespace lmsection::cli {

namespace {

/// A command and what it is good for.
struct Hint {
    std::string_view command;
    std::string_view use;
};
constexpr std::array everyday_commands{
    Hint{"lmsection roster", "Show who serves in which group"},
    Hint{"lmsection checklist", "Show the checklist for this month"},
    Hint{"lmsection report-due", "List the reports that are due"},
    Hint{"lmsection appoint PERSON GROUP", "Appoint a person to a group"},
    Hint{"lmsection undo", "Undo the last change"},
};
constexpr std::array first_steps{
    Hint{"lmsection init", "Create the database"},
    Hint{"lmsection appoint --from FILE", "Then record who serves, from a CSV file"},
};
constexpr std::array without_database{
    Hint{"lmsection checklist", "Show the checklist for this month"},
    Hint{"lmsection report-due", "List the reports that are due"},
    Hint{"lmsection handbook", "Show what the handbook says"},
};

template <std::size_t count>
std::string lines_of(const std::array<Hint, count>& hints) {
    constexpr std::size_t column = 34;
    std::string text;
    for (const auto& [command, use] : hints) {
        text += two_columns(fmt::format("  {}", command), use, column);
    }
    return text;
}

/// " by 2026-05-31"; empty without a day.
std::string with_day(std::string_view word, const std::optional<Date>& day) {
    return day ? fmt::format(" {} {}", word, iso(*day)) : "";
}

std::string sentence(const app::DigestSummary& summary) {
    const std::string groups = counted(summary.groups, "group", "groups");
    switch (summary.part) {
    case app::DigestPart::items:
        return counted(summary.lines, "checklist item is", "checklist items are") +
               " open this month";
    case app::DigestPart::reports:
        return summary.late
                   ? counted(summary.lines, "report", "reports") + " overdue," +
                         with_day(summary.lines == 1 ? "due" : "first due", summary.first_due)
                   : counted(summary.lines, "report is", "reports are") + " due" +
                         with_day("by", summary.last_due);
    case app::DigestPart::programs:
        return counted(summary.lines, "minimum of programs is", "minimums of programs are") +
               " not met";
    case app::DigestPart::appointments:
        return summary.late
                   ? fmt::format("Seats to fill in {} are overdue", groups)
                   : fmt::format("Seats to fill in {}", groups) + with_day("by", summary.last_due);
    case app::DigestPart::terms:
        return counted(summary.lines, "term ends", "terms end") + with_day("by", summary.last_due);
    case app::DigestPart::leaves:
        return counted(summary.lines, "person is or will be", "people are or will be") +
               " on leave";
    case app::DigestPart::vacancies: return fmt::format("Seats are vacant in {}", groups);
    case app::DigestPart::volunteers:
        return counted(summary.lines, "volunteer is", "volunteers are") + " waiting for an answer";
    }
    return {};
}

std::string attention(const app::Session& session) {
    constexpr std::size_t column = 46;
    std::string lines;
    for (const auto& summary : app::summaries_of(app::digest_of(session, std::nullopt))) {
        lines += two_columns("  " + sentence(summary), command_for(summary.part), column);
    }
    if (app::newer_edition(session.handbook())) {
        lines += two_columns("  A newer handbook is built in", "lmsection handbook adopt --dry-run",
                             column);
    }
    return lines.empty() ? "Nothing needs attention today.\n" : "Needs attention:\n" + lines;
}

std::string wrapped_text(std::string_view text) {
    return fmt::format("{}\n", fmt::join(wrapped(text, page_width), "\n"));
}

constexpr std::string_view where_the_rest_is = "\nMore: lmsection help\n";

std::string home_page(const app::Session& session) {
    return wrapped_text(session.handbook().section_name) + written(session.today()) + "\n\n" +
           attention(session) + "\nEveryday commands:\n" + lines_of(everyday_commands) +
           std::string{where_the_rest_is};
}

std::string welcome_page(const std::filesystem::path& database) {
    return "lmsection keeps the roster and calendar of a volunteer-run section in one file.\n\n" +
           (database.empty() ? "There is no database yet.\n"
                             : wrapped_text("There is no database yet at " + database.string())) +
           "\nFirst steps:\n" + lines_of(first_steps) + "\nThese work without a database:\n" +
           lines_of(without_database) + std::string{where_the_rest_is};
}

int run_home(Context& context) {
    const auto database = context.circumstances(store::Access::reading).database;
    std::error_code error;
    const bool is_missing = database.empty() ||
                            std::filesystem::symlink_status(database, error).type() ==
                                std::filesystem::file_type::not_found;
    context.print(is_missing ? welcome_page(database) : home_page(context.reading()));
    return 0;
}

Runner set_up_home(Arguments&) {
    return run_home;
}

constexpr std::array home_formats{Format::table};

}    // namespace

constinit const Command home_command{
    .path = "",
    .area = Area::start,
    .summary = "Show what needs attention, and the everyday commands",
    .examples = "",
    .set_up = set_up_home,
    .formats = home_formats,
    .has_rows = false};

}    // namespace lmsection::cli
