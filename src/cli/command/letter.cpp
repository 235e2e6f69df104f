#include "lmsection/app/letter.hpp"
#include "columns.hpp"
#include "command/letter_output.hpp"
#include "command/shared.hpp"
#include "lmsection/cli/command.hpp"
#include "value_type.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

namespace letter_command {
namespace {

struct Options {
    std::string kind;    ///< empty: not given
    std::optional<LetterState> state;
    bool in_doubt = false;
    std::optional<std::string> file;
    bool reset = false;
    std::string sender;
    bool remove = false;
};

Tone tone_of(LetterState state) {
    switch (state) {
    case LetterState::sending: return Tone::attention;
    case LetterState::sent: return Tone::good;
    case LetterState::failed: return Tone::bad;
    }
    return Tone::plain;
}

/// The recipients who got the letter itself, or a copy.
std::string recipients_text(const Context& context, const app::ListedLetter& row, bool copied) {
    std::vector<std::string> texts;
    for (const store::LetterRecipient& recipient : row.recipients) {
        if (recipient.copied == copied) {
            const auto& [person, name, email, is_copy] = recipient;
            texts.push_back(name.empty()           ? email
                            : context.for_people() ? name
                                                   : fmt::format("{} <{}>", name, email));
        }
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

/// A letter, of a section.
struct LetterRow {
    const app::ListedLetter& listed;
    const Group* group;    ///< null if it is not about one group

    [[nodiscard]] const store::LetterRecord& letter() const { return listed.letter; }
};

constexpr auto list_columns = columns_of<LetterRow>(
    column("id", "Id", Audience::scripts,
           [](const LetterRow& row) { return fmt::format("{}", row.letter().id.value); }),
    column("on", "On", Importance::essential, [](const LetterRow& row) { return row.letter().on; }),
    column("kind", "Kind", Importance::useful,
           [](const LetterRow& row) { return Cell{row.letter().kind}; }),
    column("state", "State", Importance::essential,
           [](const LetterRow& row, const Context& context) {
               const LetterState state = row.letter().state;
               const bool in_doubt = context.for_people() && state == LetterState::sending;
               return Cell{in_doubt ? "in doubt" : word(state), tone_of(state)};
           }),
    column("to", "To", Importance::essential,
           [](const LetterRow& row, const Context& context) {
               return text_or_absent(recipients_text(context, row.listed, false));
           }),
    column("cc", "Copy", Importance::useful,
           [](const LetterRow& row, const Context& context) {
               return text_or_absent(recipients_text(context, row.listed, true));
           }),
    column("subject", "Subject", Importance::essential,
           [](const LetterRow& row) { return Cell{row.letter().subject}; }),
    column("group_slug", "Group", Audience::scripts,
           [](const LetterRow& row) {
               return row.group == nullptr ? Cell{} : Cell{row.group->slug.text()};
           }),
    column("message_id", "Message", Audience::scripts,
           [](const LetterRow& row) { return Cell{row.letter().message_id}; }),
    column("problem", "Problem", Importance::useful,
           [](const LetterRow& row) { return Cell::or_absent(row.letter().problem); }));

int run_list(const Options& options, Context& context) {
    const auto session = context.reading();
    const std::string_view kind = options.kind.empty() ? std::string_view{}
                                                       : app::letter_kind(options.kind).id;
    const auto state = options.in_doubt ? std::optional{LetterState::sending} : options.state;
    const auto letters = app::letters_on_record(session, kind, state);
    const auto writer = list_columns.writer(context);
    for (const app::ListedLetter& listed : letters) {
        const auto& group = listed.letter.group;
        writer.row({listed, group ? &session.group(*group) : nullptr});
    }
    writer.end();
    say_total(context, letters.size(), "letter", "letters");
    if (letters.empty()) {
        context.explain_empty("No matching letters are on record.");
    }
    return 0;
}

void report_template(Context& context, const app::LetterKind& kind, bool changed,
                     std::string_view done) {
    if (changed) {
        context.say(fmt::format("{} for '{}'{}.", done, kind.id,
                                context.dry_run() ? " (dry run: nothing was changed)" : ""));
    } else {
        say_unchanged(context, fmt::format("The template for '{}' is already so", kind.id));
    }
}

int run_template(const Options& options, Context& context) {
    if (options.kind.empty()) {
        for (const app::LetterKind& kind : app::letter_kinds()) {
            context.print(fmt::format("{:<14}{}\n", kind.id, kind.summary));
        }
        return 0;
    }
    const app::LetterKind& kind = app::letter_kind(options.kind);
    if (options.file) {
        const std::string text = context.read_file(*options.file);
        auto session = context.writing();
        report_template(context, kind,
                        app::set_template(session, kind, text, display_name(*options.file)),
                        "The section's own template is set");
        return 0;
    }
    if (options.reset) {
        auto session = context.writing();
        report_template(context, kind, app::reset_template(session, kind),
                        "The built-in template is used again");
        return 0;
    }
    const auto session = context.reading_anything();
    context.print(app::template_of(session, kind).text);
    return 0;
}

int run_sender(const Options& options, Context& context) {
    if (options.sender.empty() && !options.remove) {
        const auto session = context.reading();
        const auto sender = app::section_sender(session);
        context.print(sender ? *sender + "\n" : "");
        if (!sender) {
            context.explain_empty("No sender is set; set one with 'lmsection letter sender "
                                  "ADDRESS'.");
        }
        return 0;
    }
    std::string sender;
    if (!options.remove) {
        const Mailbox typed = parse_sender(options.sender, "ADDRESS");
        sender = typed.name.empty() ? typed.address.text() : mailbox_line({typed});
    }
    auto session = context.writing();
    if (app::set_section_sender(session, sender)) {
        context.say(sender.empty() ? "The section has no sender of its own any more."
                                   : fmt::format("Letters are sent from {}.", sender));
        say_dry_run(context);
    } else {
        say_unchanged(context, sender.empty() ? "No sender is set"
                                              : fmt::format("The sender is already {}", sender));
    }
    return 0;
}

ValueType<LetterState> letter_state() {
    return value::parsed<LetterState>("S", parse_letter_state);
}

Runner set_up_list(Arguments& arguments) {
    arguments.prints(list_columns);
    auto options = options_of<Options>();
    arguments.option("--kind", options->kind, "Only letters of this kind").type_name("LETTER");
    const auto state = arguments.option("--state", options->state, letter_state(),
                                        "Only letters in this state: sending (in doubt once the "
                                        "command has ended), sent, failed");
    arguments
        .flag("--in-doubt", options->in_doubt, "Only letters that may or may not have been sent")
        .excludes(state);
    return [options](Context& context) { return run_list(*options, context); };
}

Runner set_up_template(Arguments& arguments) {
    auto options = options_of<Options>();
    arguments.option("LETTER", options->kind, "The kind of letter (default: list the kinds)");
    const auto set = arguments.option("--set", options->file,
                                      "Use the template in this file; '-' is standard input");
    set.type_name("FILE").not_empty();
    arguments.flag("--reset", options->reset, "Use the built-in template again").excludes(set);
    return [options](Context& context) { return run_template(*options, context); };
}

Runner set_up_sender(Arguments& arguments) {
    auto options = options_of<Options>();
    const auto address = arguments.option("ADDRESS", options->sender,
                                          "The sender of letters (default: show it)");
    address.not_empty();
    arguments.flag("--remove", options->remove, "Remove the sender").excludes(address);
    return [options](Context& context) { return run_sender(*options, context); };
}

/// Plain text, for people.
constexpr std::array text_only{Format::table};

constexpr std::array commands{
    Command{.path = "letter list",
            .area = Area::what_is_due,
            .summary = "List the letters that were sent, and to whom",
            .examples = "  lmsection letter list\n"
                        "  lmsection letter list --in-doubt\n"
                        "  lmsection letter list --kind remind --format csv\n",
            .set_up = set_up_list},
    Command{.path = "letter template",
            .area = Area::what_is_due,
            .summary = "Show or replace the words of a kind of letter",
            .examples = "  lmsection letter template\n"
                        "  lmsection letter template remind\n"
                        "  lmsection letter template remind --output remind.txt\n"
                        "  lmsection letter template remind --set remind.txt\n"
                        "  lmsection letter template remind --reset\n",
            .writes = true,
            .set_up = set_up_template,
            .formats = text_only,
            .has_rows = false},
    Command{.path = "letter sender",
            .area = Area::what_is_due,
            .summary = "Set or show the address that letters are sent from",
            .examples = "  lmsection letter sender \"L&M Section <lm@section.example>\"\n"
                        "  lmsection letter sender\n"
                        "  lmsection letter sender --remove\n",
            .writes = true,
            .set_up = set_up_sender,
            .formats = text_only,
            .has_rows = false},
};

}    // namespace
}    // namespace letter_command

extern constinit const CommandList letter_commands{letter_command::commands};

}    // namespace lmsection::cli
