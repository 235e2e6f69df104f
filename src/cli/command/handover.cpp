#include "lmsection/app/handover.hpp"
#include "command/shared.hpp"
#include "format/packet.hpp"

namespace lmsection::cli {

namespace handover_command {
namespace {

struct Options {
    std::string group;
    bool is_public = false;
};

void run_handover(const Options& options, Context& context) {
    const auto session = context.reading();
    const Group& group = session.group(options.group);
    const auto packet = app::handover_of(session, group, readers_of(options.is_public));
    const PageTitle title{packet.title, session.handbook().section_name, written(context.today())};
    context.print(context.format() == Format::html
                      ? packet_as_html(packet, title, options.is_public)
                      : packet_as_markdown(packet));
}

void declare_handover(Arguments& arguments, Options& options) {
    add_group_argument(arguments, options.group);
    add_public(arguments, options.is_public);
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
        .set_up = set_up<declare_handover, run_handover>,
        .formats = handover_formats,
        .has_rows = false},
};

}    // namespace
}    // namespace handover_command

extern constinit const CommandList handover_commands{handover_command::commands};

}    // namespace lmsection::cli
