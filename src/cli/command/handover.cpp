#include "lmsection/app/handover.hpp"
#include "command/registrations.hpp"
#include "command/shared.hpp"
#include "format/packet.hpp"

namespace lmsection::cli {

namespace {

struct Options {
    std::string group;
    bool is_public = false;
};

int run_handover(const Options& options, Context& context) {
    const auto session = context.reading();
    const Group& group = session.group(options.group);
    const auto packet = app::handover_of(session, group, readers_of(options.is_public));
    context.print(context.format() == Format::html ? packet_as_html(packet)
                                                   : packet_as_markdown(packet));
    return 0;
}

}    // namespace

Runner set_up_handover(Arguments& arguments) {
    auto options = options_of<Options>();
    arguments.option("GROUP", options->group, "Group: slug, name, initials, or part of the name")
        .required();
    add_public(arguments, options->is_public);
    return [options](Context& context) { return run_handover(*options, context); };
}

}    // namespace lmsection::cli
