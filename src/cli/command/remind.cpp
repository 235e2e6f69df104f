#include "command/letter_output.hpp"
#include "command/shared.hpp"
#include "lmsection/app/reminder.hpp"
#include "lmsection/cli/command.hpp"

#include <array>

namespace lmsection::cli {

namespace remind_command {
namespace {

int run_remind(const LetterOptions& options, Context& context) {
    return run_letters(context, options,
                       {.kinds = {app::reminder_letters.begin(), app::reminder_letters.end()},
                        .if_again = app::Again::in_doubt,
                        .compose = app::reminders_due});
}

Runner set_up_remind(Arguments& arguments) {
    print_letters(arguments);
    auto options = options_of<LetterOptions>();
    add_letter_options(arguments, *options);
    return [options](Context& context) { return run_remind(*options, context); };
}

constexpr std::array commands{
    Command{.path = "remind",
            .area = Area::what_is_due,
            .summary = "Write the reminders that are due, or send them",
            .examples = "  lmsection remind\n"
                        "  lmsection remind --send --quiet\n"
                        "  lmsection remind --format eml --output letters\n"
                        "  lmsection remind --format md\n",
            .writes = true,
            .set_up = set_up_remind,
            .formats = letter_formats},
};

}    // namespace
}    // namespace remind_command

extern constinit const CommandList remind_commands{remind_command::commands};

}    // namespace lmsection::cli
