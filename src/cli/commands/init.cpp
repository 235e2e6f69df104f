#include "lmsection/app/handbook_toml.hpp"
#include "registrations.hpp"
#include "shared.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

namespace lmsection::cli {

namespace {

namespace fs = std::filesystem;

/// The usual place is ours to make; a place that the user names is theirs.
void make_usual_folder(const app::Circumstances& around) {
    if (around.database_was_named || around.database.empty() || around.dry_run) {
        return;
    }
    const fs::path folder = around.database.parent_path();
    std::error_code error;
    if (fs::create_directories(folder, error)) {
        fs::permissions(folder, fs::perms::owner_all, error);
    }
    if (error) {
        throw StoreError{fmt::format("the folder {} cannot be made: {}", folder.string(),
                                     error.message()),
                         "name a database elsewhere with --db"};
    }
}

}    // namespace

Runner set_up_init(CLI::App& app) {
    auto handbook = options_of<std::string>();
    app.add_option("--handbook", *handbook, "Another section's handbook, in TOML")
        ->type_name("FILE")
        ->check(not_empty());
    return [handbook](Context& context) {
        const app::Circumstances around = context.circumstances(store::Access::writing);
        const std::string text = handbook->empty() ? std::string{app::built_in_handbook_text()}
                                                   : context.read_file(*handbook);
        make_usual_folder(around);
        app::create_section(around, text, handbook->empty() ? "handbook.toml" : *handbook);
        if (context.dry_run()) {
            tell_dry_run(context);
            return 0;
        }
        const auto session = context.reading();
        context.say(fmt::format("Made {} for the {}: {} groups, {} checklist items.",
                                around.database.string(), session.handbook().section_name,
                                session.groups().size(), session.handbook().checklist.size()));
        context.next_step("lmsection appoint \"Full Name <name@lib.example>\" GROUP");
        return 0;
    };
}

}    // namespace lmsection::cli
