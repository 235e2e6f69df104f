#include "command/registrations.hpp"
#include "command/shared.hpp"
#include "lmsection/app/handbook_toml.hpp"

#include <fmt/format.h>

namespace lmsection::cli {

Runner set_up_init(Arguments& arguments) {
    auto handbook = options_of<std::string>();
    arguments.option("--handbook", *handbook, "Handbook of another section, in TOML")
        .type_name("FILE")
        .not_empty();
    return [handbook](Context& context) {
        const app::Circumstances around = context.circumstances(store::Access::writing);
        const std::string text = handbook->empty() ? std::string{app::built_in_handbook_text()}
                                                   : context.read_file(*handbook);
        create_default_folder(around);
        app::create_section(around, text, handbook->empty() ? "handbook.toml" : *handbook);
        if (context.dry_run()) {
            say_dry_run(context);
            return 0;
        }
        const auto session = context.reading();
        context.say(fmt::format("Created {} for the {}: {} groups, {} checklist items.",
                                around.database.string(), session.handbook().section_name,
                                session.groups().size(), session.handbook().checklist.size()));
        context.next_step("lmsection appoint \"Full Name <name@lib.example>\" GROUP");
        return 0;
    };
}

}    // namespace lmsection::cli
