#include "lmsection/app/digest.hpp"
#include "command/registrations.hpp"
#include "command/shared.hpp"
#include "lmsection/app/handbook_adoption.hpp"

#include <fmt/format.h>

namespace lmsection::cli {

namespace {

struct Options {
    std::optional<std::string> group;
    bool exit_code = false;
};

int run_digest(const Options& options, Context& context) {
    const auto session = context.reading();
    const auto group = options.group ? std::optional{session.group(*options.group)} : std::nullopt;
    const auto lines = app::digest_of(session, group);
    if (lines.empty() && !context.for_scripts()) {
        context.explain_empty(fmt::format("Nothing needs attention on {}.", iso(context.today())));
        return 0;    // cron sends mail about anything printed
    }
    const auto writer = context.rows({{"part", "", Shown::as_heading},
                                      {"group_slug", "Slug", Shown::to_scripts},
                                      {"group", "Group"},
                                      {"what", "What"},
                                      {"due", "Due"},
                                      {"detail", "Detail"}});
    for (const app::DigestLine& line : lines) {
        const std::string due = line.due ? iso(*line.due) : "";
        writer->row({line.part, Cell::or_absent(line.group_slug), Cell::or_absent(line.group),
                     line.what, Cell::or_absent(due),
                     line.detail.empty() ? Cell{}
                                         : Cell{line.detail, line.late ? Tone::bad : Tone::plain}});
    }
    writer->end();
    const auto newer = app::newer_edition(session.handbook());
    if (newer && context.for_people()) {
        context.print(fmt::format("\nEdition {} of the handbook is available; this section uses "
                                  "edition {}; see 'lmsection handbook adopt --dry-run'.\n",
                                  *newer, session.handbook().edition));
    }
    return !lines.empty() && options.exit_code ? something_due : 0;
}

}    // namespace

Runner set_up_digest(Arguments& arguments) {
    auto options = options_of<Options>();
    arguments.option("--for", options->group, "Only this group, for its chair").type_name("G");
    arguments.flag("--exit-code", options->exit_code, "Exit with status 1 if there is anything");
    return [options](Context& context) { return run_digest(*options, context); };
}

}    // namespace lmsection::cli
