#include "page/page.hpp"

#include "command/shared.hpp"
#include "lmsection/cli/command.hpp"

#include <array>

namespace lmsection::cli {

namespace page_command {
namespace {

struct Options {
    std::optional<ProgramYear> year;
    bool is_public = false;
};

int run_page(const Options& options, Context& context) {
    const ProgramYear year = options.year.value_or(ProgramYear::containing(context.today()));
    const auto session = context.reading();
    const auto page = app::section_page(session, year, readers_of(options.is_public));
    const OrgChart chart = org_chart_of(session, page.day, page.readers);
    context.print(page::page_text({session, page, chart}));
    return 0;
}

Runner set_up_page(Arguments& arguments) {
    auto options = options_of<Options>();
    arguments.option("--year", options->year, value::program_year(DayUse::viewed),
                     "Program year (default: the current one)");
    add_public(arguments, options->is_public);
    return [options](Context& context) { return run_page(*options, context); };
}

constexpr std::array page_formats{Format::html};

constexpr std::array commands{
    Command{.path = "page",
            .area = Area::documents,
            .summary = "Write a web page about the section",
            .examples = "  lmsection page --output section.html\n"
                        "  lmsection page --public --output .\n"
                        "  lmsection page --year 2025 > last-year.html\n",
            .set_up = set_up_page,
            .formats = page_formats,
            .has_rows = false,
            .document = "index.html"},
};

}    // namespace
}    // namespace page_command

extern constinit const CommandList page_commands{page_command::commands};

}    // namespace lmsection::cli
