#include "page/page.hpp"

#include "command/shared.hpp"

namespace lmsection::cli {

namespace page_command {
namespace {

struct Options {
    std::optional<ProgramYear> year;
    bool is_public = false;
};

void run_page(const Options& options, Context& context) {
    const ProgramYear year = options.year.value_or(ProgramYear::containing(context.today()));
    const auto session = context.reading();
    const auto page = app::section_page(session, year, readers_of(options.is_public));
    const OrgChart chart = org_chart_of(session, page.day, page.readers);
    context.print(page::page_text({session, page, chart}));
}

void declare_page(Arguments& arguments, Options& options) {
    add_shown_year(arguments, options.year);
    add_public(arguments, options.is_public);
}

constexpr std::array page_formats{Format::html};

constexpr std::array commands{
    Command{.path = "page",
            .area = Area::documents,
            .summary = "Write a web page about the section",
            .examples = "  lmsection page --output section.html\n"
                        "  lmsection page --public --output .\n"
                        "  lmsection page --year 2025 > last-year.html\n",
            .set_up = set_up<declare_page, run_page>,
            .formats = page_formats,
            .has_rows = false,
            .document = "index.html"},
};

}    // namespace
}    // namespace page_command

extern constinit const CommandList page_commands{page_command::commands};

}    // namespace lmsection::cli
