#include "lmsection/app/handover.hpp"
#include "command/shared.hpp"
#include "format/packet.hpp"
#include "lmsection/cli/command.hpp"

#include <array>

namespace lmsection::cli {

namespace handover_command {
namespace {

struct Options {
    std::string group;
    bool is_public = false;
};

int run_handover(const Options& options, Context& context) {
    const auto session = context.reading();
    const Group& group = session.group(options.group);
    const auto packet = app::handover_of(session, group, readers_of(options.is_public));
    const PageTitle title{packet.title, session.handbook().section_name, written(context.today())};
    context.print(context.format() == Format::html
                      ? packet_as_html(packet, title, options.is_public)
                      : packet_as_markdown(packet));
    return 0;
}

Runner set_up_handover(Arguments& arguments) {
    auto options = options_of<Options>();
    arguments.option("GROUP", options->group, "Group: slug, name, initials, or part of the name")
        .required();
    add_public(arguments, options->is_public);
    return [options](Context& context) { return run_handover(*options, context); };
}

constexpr std::array handover_formats{Format::md, Format::html};

constexpr std::array commands{
    Command{
        .path = "handover",
        .area = Area::documents,
        .summary = "Write what the next chair of a group needs to know",
        .examples = "  lmsection handover middle-managers --format html --output handover.html\n"
                    "  lmsection handover middle-managers --public > handover.md\n"
                    "  lmsection handover member-experience\n",
        .set_up = set_up_handover,
        .formats = handover_formats,
        .has_rows = false},
};

}    // namespace
}    // namespace handover_command

extern constinit const CommandList handover_commands{handover_command::commands};

}    // namespace lmsection::cli
