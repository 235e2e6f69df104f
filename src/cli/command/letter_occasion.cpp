#include "lmsection/app/letter_occasion.hpp"
#include "command/letter_output.hpp"
#include "command/shared.hpp"
#include "lmsection/cli/command.hpp"
#include "lmsection/domain/person.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

namespace letter_occasion_command {
namespace {

struct Options {
    LetterOptions letter;
    std::vector<std::string> who;
    bool everyone = false;
    std::vector<TypedPerson> to;
    std::string form;
    std::string report;
};

/// The command of an occasion, and what its command line takes.
struct Occasion {
    std::string_view path;    ///< "letter welcome"
    std::string_view summary;
    std::string_view examples;
    std::string_view argument = "WHO";    ///< or "GROUP"
    std::string_view argument_help;
    std::string_view everyone_help;    ///< of `--all`; empty: the default, without an option
    bool takes_report = false;

    [[nodiscard]] constexpr std::string_view kind() const {
        return path.substr(path.find(' ') + 1);
    }
};

app::OccasionOrder order_of(const Options& options, const Occasion& occasion) {
    app::OccasionOrder order{.kind = occasion.kind(), .who = options.who};
    for (const TypedPerson& typed : options.to) {
        if (!typed.email) {
            throw UsageError{fmt::format("--to needs an address, not only the name {}", typed.name),
                             "write --to members@lists.example"};
        }
        order.to.push_back({.name = typed.name, .email = typed.email});
    }
    order.form = options.form;
    order.report = options.report;
    if (options.who.empty() && !options.everyone && !occasion.everyone_help.empty()) {
        throw UsageError{
            fmt::format("'letter {}' does not say to whom", occasion.kind()),
            fmt::format("name a person or a group, or write 'lmsection letter {} --all'",
                        occasion.kind())};
    }
    return order;
}

int run_occasion(const Options& options, const Occasion& occasion, Context& context) {
    auto order = order_of(options, occasion);
    std::string why_none;
    const LetterRun run{.kinds = {occasion.kind()},
                        .if_again = app::Again::anything,
                        .compose = [&](const app::Session& session, app::Again again) {
                            order.again = again;
                            auto letters = app::occasion_letters(session, order);
                            why_none = letters.why_none;
                            return std::move(letters.batch);
                        }};
    const int status = run_letters(context, options.letter, run);
    if (!why_none.empty()) {
        context.say(why_none);
    }
    return status;
}

template <const Occasion& occasion>
Runner set_up_occasion(Arguments& arguments) {
    print_letters(arguments);
    auto options = options_of<Options>();
    const Argument who = arguments.option(occasion.argument, options->who, occasion.argument_help);
    if (occasion.everyone_help.empty()) {
        arguments
            .option("--to", options->to, value::parsed<TypedPerson>("ADDRESS", parse_typed_person),
                    "Write to this address, such as a mailing list; may be repeated")
            .once_each()
            .excludes(who);
        arguments.option("--form", options->form, value::link(), "The volunteer form");
    } else {
        arguments.flag("--all", options->everyone, occasion.everyone_help).excludes(who);
    }
    if (occasion.takes_report) {
        arguments
            .option("--report", options->report,
                    "This report, also before its month: 2026-12, or dec for the oldest open one")
            .type_name("REPORT")
            .not_empty();
    }
    add_letter_options(arguments, options->letter);
    return [options](Context& context) { return run_occasion(*options, occasion, context); };
}

constexpr std::string_view person_or_group =
    "A person, or a group (everyone in it whom the letter concerns)";

constexpr Occasion welcome{
    .path = "letter welcome",
    .summary = "Welcome new appointees, with a copy to the chair",
    .examples = "  lmsection letter welcome --all\n"
                "  lmsection letter welcome \"Evangeline Stroudwater\" --format md\n"
                "  lmsection letter welcome member-experience --format mbox\n",
    .argument_help = person_or_group,
    .everyone_help =
        "Everyone whose first term in a group began in the last 60 days or is to come"};
constexpr Occasion renew{
    .path = "letter renew",
    .summary = "Ask people whose terms end whether they will continue",
    .examples = "  lmsection letter renew --all\n"
                "  lmsection letter renew middle-managers --format md\n"
                "  lmsection letter renew member-experience --format mbox\n",
    .argument_help = person_or_group,
    .everyone_help = "Everyone whose term ends by June 30 and who has not answered"};
constexpr Occasion thanks{
    .path = "letter thanks",
    .summary = "Thank those who roll off",
    .examples = "  lmsection letter thanks --all\n"
                "  lmsection letter thanks middle-managers --format md\n"
                "  lmsection letter thanks \"Marguerite Solberg\" --format md\n",
    .argument_help = person_or_group,
    .everyone_help = "Everyone who rolls off within 30 days or did in the last 60 days"};
constexpr Occasion declined{
    .path = "letter declined",
    .summary = "Write to volunteers whose offer was declined",
    .examples = "  lmsection letter declined --all\n"
                "  lmsection letter declined middle-managers --format md\n"
                "  lmsection letter declined --all --dry-run --send\n",
    .argument_help = "A volunteer, or a group (everyone it declined)",
    .everyone_help = "Every volunteer whose offer was declined in the last 60 days"};
constexpr Occasion candidates{
    .path = "letter candidates",
    .summary = "Write to a group's leaders about its volunteers",
    .examples = "  lmsection letter candidates --all\n"
                "  lmsection letter candidates human-resources-development --format md\n"
                "  lmsection letter candidates \"Ana Diaz\"\n",
    .argument_help = "A group, or one of the volunteers",
    .everyone_help = "Every group for which volunteers wait"};
constexpr Occasion service{
    .path = "letter service",
    .summary = "Write a letter of service for a person's files",
    .examples = "  lmsection letter service \"Marguerite Solberg\" --format md\n"
                "  lmsection letter service middle-managers --format mbox\n"
                "  lmsection letter service --all --columns to,subject\n",
    .argument_help = "A person, or a group for all who serve there today",
    .everyone_help = "Everyone who serves today"};
constexpr Occasion handover{
    .path = "letter handover",
    .summary = "Brief the new leaders of a group",
    .examples = "  lmsection letter handover --all\n"
                "  lmsection letter handover member-experience --format md\n"
                "  lmsection letter handover middle-managers --format mbox\n",
    .argument_help = "A group, or one of those who will lead it",
    .everyone_help = "Every group with leaders who began in the last 60 days or are to come"};
constexpr Occasion report{
    .path = "letter report",
    .summary = "Send chairs the draft of the report that is due",
    .examples = "  lmsection letter report --all\n"
                "  lmsection letter report middle-managers --report 2026-12\n"
                "  lmsection letter report --all --format eml --output drafts\n",
    .argument_help = "A group, or one of those who lead it",
    .everyone_help = "Every group whose report is due or overdue",
    .takes_report = true};
constexpr Occasion call{
    .path = "letter call",
    .summary = "Call for volunteers for next July's seats",
    .examples = "  lmsection letter call\n"
                "  lmsection letter call --to members@lists.example --format md\n"
                "  lmsection letter call middle-managers --format md\n",
    .argument = "GROUP",
    .argument_help = "Write only to those who lead this group",
    .everyone_help = {}};

template <const Occasion& occasion>
constexpr Command command() {
    return {.path = occasion.path,
            .area = Area::what_is_due,
            .summary = occasion.summary,
            .examples = occasion.examples,
            .writes = true,
            .set_up = set_up_occasion<occasion>,
            .formats = letter_formats};
}

constexpr std::array commands{command<welcome>(),  command<renew>(),      command<thanks>(),
                              command<declined>(), command<candidates>(), command<service>(),
                              command<handover>(), command<report>(),     command<call>()};

}    // namespace
}    // namespace letter_occasion_command

extern constinit const CommandList letter_occasion_commands{letter_occasion_command::commands};

}    // namespace lmsection::cli
