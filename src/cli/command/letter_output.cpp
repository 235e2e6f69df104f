#include "command/letter_output.hpp"

#include "child_process.hpp"
#include "columns.hpp"
#include "command/shared.hpp"
#include "format/icalendar.hpp"
#include "format/markup.hpp"
#include "format/packet.hpp"
#include "format/width.hpp"
#include "lmsection/base/date.hpp"
#include "lmsection/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace lmsection::cli {

namespace {

/// A letter and what happened to it.
struct ShownLetter {
    app::Letter letter;
    std::string state = {};    ///< "sent", "failed"; empty: not sent yet

    [[nodiscard]] bool can_be_sent() const {
        return std::ranges::any_of(letter.to, app::can_be_written_to);
    }
};

/// Names with addresses on one line, to read.
std::string people_text(const std::vector<Correspondent>& people) {
    std::vector<std::string> texts;
    for (const Correspondent& someone : people) {
        const std::string name = someone.name.empty() ? "" : someone.name + " ";
        texts.push_back(!app::can_be_written_to(someone) ? name + "(no email address)"
                        : name.empty()                   ? someone.email->text()
                                       : fmt::format("{}<{}>", name, someone.email->text()));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::vector<Mailbox> mailboxes(const std::vector<Correspondent>& people) {
    std::vector<Mailbox> found;
    for (const Correspondent& someone : people) {
        if (app::can_be_written_to(someone)) {
            found.push_back({someone.name, *someone.email});
        }
    }
    return found;
}

constexpr auto letter_columns = columns_of<ShownLetter>(
    column("kind", "Kind", Importance::useful,
           [](const ShownLetter& row) { return Cell{row.letter.kind}; }),
    column("state", "State", Importance::useful, absent_if_empty(&ShownLetter::state)),
    column("to", "To", Importance::essential,
           [](const ShownLetter& row) { return people_text(row.letter.to); }),
    column("cc", "Copy", Importance::useful,
           [](const ShownLetter& row) { return text_or_absent(people_text(row.letter.cc)); }),
    column("subject", "Subject", Importance::essential,
           [](const ShownLetter& row) { return Cell{row.letter.subject}; }),
    column("text", "Text", Audience::scripts,
           [](const ShownLetter& row) { return Cell{row.letter.text}; }));

/// A line with its web addresses as links.
std::string linked_markup(std::string_view line) {
    constexpr std::string_view marks_after = ".,;:!?)";
    std::string result;
    while (!line.empty()) {
        const std::size_t at = std::min(line.find("http://"), line.find("https://"));
        result += escaped_markup(line.substr(0, at));
        line.remove_prefix(std::min(at, line.size()));
        std::string_view url = line.substr(0, line.find(' '));
        url = url.substr(0, url.find_last_not_of(marks_after) + 1);
        if (!url.empty()) {
            result += fmt::format("<a href=\"{0}\">{0}</a>", escaped_markup(url));
            line.remove_prefix(url.size());
        }
    }
    return result;
}

/// Plain text as a page: a line is a paragraph, or an item of a list after "- ".
std::string html_of(std::string_view text) {
    std::string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<body>\n";
    bool in_list = false;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (line.empty()) {
            continue;
        }
        if (const bool is_item = line.starts_with("- "); is_item != in_list) {
            page += is_item ? "<ul>\n" : "</ul>\n";
            in_list = is_item;
        }
        page += in_list ? fmt::format("<li>{}</li>\n", linked_markup(line.substr(2)))
                        : fmt::format("<p>{}</p>\n", linked_markup(line));
    }
    return page + (in_list ? "</ul>\n" : "") + "</body>\n</html>\n";
}

/// Who sends the letters: the option, the variable, the section's setting, or this user here.
Mailbox sender_of(Context& context, const app::Session& session, const LetterOptions& options) {
    if (options.sender) {
        return *options.sender;
    }
    if (const std::string from = context.variable("LMSECTION_FROM"); !from.empty()) {
        return parse_sender(from, "LMSECTION_FROM");
    }
    if (const auto set = app::section_sender(session)) {
        return parse_sender(*set, "the section's sender");
    }
    Mailbox local = parse_sender(context.local_address(), "this user and computer");
    context.warn(fmt::format("no sender is set, so the letters are from {}; set one with "
                             "'lmsection letter sender ADDRESS'",
                             local.address.text()));
    return local;
}

constexpr std::string_view dates_file = "dates.ics";

/// What is the same for all letters of a command.
struct Envelope {
    Mailbox from;
    std::string at;         ///< the time of the messages
    std::string section;    ///< for the title of an attached page, as is `day`
    std::string day;
    app::Revision revision = {};
    bool html = false;
    bool ics = false;

    [[nodiscard]] std::string message_id(const std::string& id) const {
        const std::string& address = from.address.text();
        return id + address.substr(address.find('@'));
    }
    [[nodiscard]] std::string message(const app::Letter& letter, const std::string& id) const {
        return mail_text({.from = from,
                          .to = mailboxes(letter.to),
                          .subject = letter.subject,
                          .id = id,
                          .at = at,
                          .body = letter.text,
                          .cc = mailboxes(letter.cc),
                          .html = html ? html_of(letter.text) : "",
                          .attachments = attachments(letter)});
    }
    [[nodiscard]] std::vector<Attachment> attachments(const app::Letter& letter) const {
        std::vector<Attachment> files;
        if (letter.attached) {
            const auto& [file, packet] = *letter.attached;
            files.push_back({.name = file,
                             .type = "text/html",
                             .text = packet_as_html(packet, {packet.title, section, day}, false)});
        }
        if (ics && !letter.dates.empty()) {
            files.push_back(
                {.name = std::string{dates_file},
                 .type = "text/calendar",
                 .text = icalendar(letter.dates, {letter.subject, revision, std::nullopt})});
        }
        return files;
    }
};

Envelope envelope_from(const app::Session& session, const Mailbox& from) {
    return {.from = from,
            .at = app::message_time(session),
            .section = session.handbook().section_name,
            .day = written(session.today())};
}

Envelope envelope_of(Context& context, const app::Session& session, const LetterOptions& options) {
    Envelope envelope = envelope_from(session, sender_of(context, session, options));
    envelope.revision = options.ics ? app::revision_of(session) : app::Revision{};
    envelope.html = options.html;
    envelope.ics = options.ics;
    return envelope;
}

std::string new_id(app::Session& session) {
    return fmt::format("{:x}", session.next_number());
}

/// `Tue Nov 24 16:58:00 2026` of `2026-11-24T16:58:00Z`: the time above a message in a mailbox.
std::string mbox_time(std::string_view at) {
    constexpr std::size_t day_size = 10;
    constexpr std::size_t time_size = 8;
    constexpr std::size_t short_name = 3;
    const Date day = parse_iso_date(at.substr(0, day_size)).value();
    return fmt::format("{} {} {:2} {} {}", written_with_weekday(day).substr(0, short_name),
                       month_name(day.month()).substr(0, short_name),
                       static_cast<unsigned>(day.day()), at.substr(day_size + 1, time_size),
                       static_cast<int>(day.year()));
}

/// The name of a letter's file: `01-remind-middle-managers.eml`.
std::string file_name(const app::Session& session, const app::Letter& letter, std::size_t number) {
    return fmt::format("{:02}-{}{}.eml", number, letter.kind,
                       letter.group ? "-" + session.group(*letter.group).slug.text() : "");
}

/// A file as mail programs read it, with CRLF line ends. They open it as a draft.
std::string eml(const std::string& message) {
    std::string text = "X-Unsent: 1\r\n";
    for (const char c : message) {
        text += c == '\n' ? std::string{"\r\n"} : std::string{c};
    }
    return text;
}

void write_files(Context& context, app::Session& session, const LetterOptions& options,
                 const std::vector<ShownLetter>& letters) {
    if (letters.empty()) {
        return;
    }
    const Envelope envelope = envelope_of(context, session, options);
    const bool one_file = context.format() == Format::mbox;
    std::vector<NamedText> files;
    for (const ShownLetter& shown : letters) {
        if (!shown.can_be_sent()) {
            continue;
        }
        const std::string message = envelope.message(shown.letter, new_id(session));
        if (one_file) {
            context.print(fmt::format("From {} {}\n{}\n", envelope.from.address.text(),
                                      mbox_time(envelope.at), message));
        } else {
            files.push_back({file_name(session, shown.letter, files.size() + 1), eml(message)});
        }
    }
    if (!one_file) {
        context.write_into_folder(files, options.force);
        context.say(fmt::format("Wrote {} to {}; none is recorded as sent.",
                                counted(files.size(), "letter", "letters"),
                                context.globals().output));
    }
}

/// Prints a text, wrapped if it goes to a terminal.
void print_text(Context& context, std::string_view text) {
    constexpr std::size_t widest = 80;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::string indent = line.starts_with("- ") ? "  " : "";
        const std::size_t width = context.width() ? std::min(widest, *context.width())
                                                  : std::string::npos;
        std::string before;
        const std::vector<std::string> parts = context.width()
                                                   ? wrapped(line, width - indent.size())
                                                   : std::vector<std::string>{std::string{line}};
        for (const std::string& part : parts) {
            context.print(before + part + "\n");
            before = indent;
        }
    }
}

/// Names those whom a letter does not reach.
void warn_of_unreachable(Context& context, const std::vector<ShownLetter>& letters) {
    for (const ShownLetter& shown : letters) {
        for (const auto* people : {&shown.letter.to, &shown.letter.cc}) {
            for (const Correspondent& someone : *people) {
                if (!app::can_be_written_to(someone)) {
                    context.warn(fmt::format(
                        "{} has no email address that mail can be sent to and does not get "
                        "'{}'; add one with 'lmsection person edit', or pass it on",
                        someone.name, shown.letter.subject));
                }
            }
        }
    }
}

void warn_of_doubt(Context& context, const app::Session& session, const LetterRun& run) {
    for (const std::string_view kind : run.kinds) {
        for (const auto& [letter, recipients] :
             app::letters_on_record(session, kind, LetterState::sending)) {
            std::vector<std::string> addresses;
            for (const store::LetterRecipient& recipient : recipients) {
                addresses.push_back(recipient.email);
            }
            context.warn(fmt::format("it is in doubt whether '{}' of {} to {} was sent; add "
                                     "--again to send it again, or "
                                     "--again --sent if it arrived",
                                     letter.subject, iso(letter.on), joined_with_and(addresses)));
        }
    }
}

/// The program that takes mail, and its arguments.
std::vector<std::string> mail_program(const Context& context) {
    std::vector<std::string> words;
    const std::string typed = context.variable("LMSECTION_SENDMAIL") + " ";
    for (std::size_t at = 0, end = typed.find(' '); end != std::string::npos;
         at = end + 1, end = typed.find(' ', at)) {
        if (end > at) {
            words.push_back(typed.substr(at, end - at));
        }
    }
    return words.empty() ? std::vector<std::string>{"sendmail", "-t", "-i"} : words;
}

int seconds_to_wait(const Context& context) {
    constexpr int usual = 60;
    return digits(context.variable("LMSECTION_SENDMAIL_SECONDS")).value_or(usual);
}

/// Records a letter, sends it, and records what became of it. Returns whether it went well.
bool send_letter(Context& context, app::WritingSession& session, const LetterOptions& options,
                 const Envelope& envelope, app::Again again, ShownLetter& shown) {
    const app::Letter& letter = shown.letter;
    const std::string id = new_id(session);
    const auto record = app::record_sending(session, letter, envelope.message_id(id), again);
    if (!record) {
        context.say(fmt::format("Another command has sent '{}' in the meantime.", letter.subject));
        return true;
    }
    const std::string problem = options.send ? problem_of(mail_program(context),
                                                          envelope.message(letter, id),
                                                          seconds_to_wait(context))
                                             : "";
    app::record_result(session, *record, problem);
    shown.state = problem.empty() ? "sent" : "failed";
    if (!problem.empty()) {
        static_cast<void>(context.refuse({fmt::format("'{}' to {} was not sent: {}", letter.subject,
                                                      people_text(letter.to), problem),
                                          "it will be tried again next time"}));
    } else if (context.for_people()) {
        context.say(fmt::format("{} '{}' to {}.", options.send ? "Sent" : "Recorded as sent:",
                                letter.subject, people_text(letter.to)));
    }
    return problem.empty();
}

int send_letters(Context& context, app::WritingSession& session, const LetterOptions& options,
                 const LetterRun& run, app::Again again, std::vector<ShownLetter>& letters) {
    constexpr int refused = 3;
    constexpr int not_sent = 4;
    int status = letters.empty() ? 0 : refused;
    if (std::ranges::any_of(letters, &ShownLetter::can_be_sent)) {
        const Envelope envelope = envelope_of(context, session, options);
        if (options.send) {
            require_program(mail_program(context).front());
        }
        status = 0;
        for (ShownLetter& shown : letters) {
            if (shown.can_be_sent() &&
                !send_letter(context, session, options, envelope, again, shown)) {
                status = not_sent;
            }
        }
    }
    if (again == app::Again::in_doubt) {
        app::settle_doubt(session, run.kinds);
    }
    if (!context.for_people()) {
        letter_columns.write(context, letters);
    }
    return status;
}

void print_letters_only(Context& context, app::Session& session, const LetterOptions& options,
                        const std::vector<ShownLetter>& letters) {
    switch (context.format()) {
    case Format::eml:
    case Format::mbox: write_files(context, session, options, letters); break;
    case Format::table:
    case Format::md:
        for (const ShownLetter& shown : letters) {
            const bool is_first = &shown == &letters.front();
            context.print(is_first ? "" : "\n----------------------------------------\n\n");
            show_letter(context, shown.letter, options.ics);
        }
        break;
    default: letter_columns.write(context, letters);
    }
}

}    // namespace

Mailbox parse_sender(const std::string& text, std::string_view source) {
    const auto typed = parse_typed_person(text);
    if (!typed.ok() || !typed.value().email || !is_mailable(*typed.value().email)) {
        throw UsageError{fmt::format("mail cannot be sent from {} ({})", in_quotes(text), source),
                         "write an address in plain ASCII, such as \"Ana Diaz <ana@lib.example>\""};
    }
    return {typed.value().name, *typed.value().email};
}

void add_letter_options(Arguments& arguments, LetterOptions& options) {
    const auto send = arguments.flag("--send", options.send,
                                     "Send each letter with sendmail, or with $LMSECTION_SENDMAIL");
    arguments.flag("--sent", options.sent, "Record the letters as sent, if you sent them yourself")
        .excludes(send);
    arguments.flag("--again", options.again, "Also send again what may have been sent already");
    arguments.flag("--force", options.force,
                   "With --format eml, replace files of the same name in the folder");
    arguments.flag("--html", options.html,
                   "Add the letter as a web page, for programs that show it");
    arguments.flag("--ics", options.ics, "Attach the dates of the letter as a calendar");
    arguments.option("--sender", options.sender,
                     ValueType<Mailbox>{"ADDRESS",
                                        [](const std::string& text, Context&) {
                                            return parse_sender(text, "--sender");
                                        }},
                     "The sender (default: $LMSECTION_FROM, else as set by 'letter sender')");
}

void show_letter(Context& context, const app::Letter& letter, bool with_dates) {
    print_text(context, fmt::format("To: {}\n", people_text(letter.to)));
    if (!letter.cc.empty()) {
        print_text(context, fmt::format("Copy: {}\n", people_text(letter.cc)));
    }
    print_text(context, fmt::format("Subject: {}\n", letter.subject));
    if (letter.attached) {
        print_text(context, fmt::format("Attached: {}\n", letter.attached->file));
    }
    if (with_dates && !letter.dates.empty()) {
        print_text(context, fmt::format("Attached: {} ({})\n", dates_file,
                                        counted(letter.dates.size(), "date", "dates")));
    }
    context.print("\n");
    print_text(context, letter.text);
}

std::string message_of(app::Session& session, const app::Letter& letter, const Mailbox& from) {
    return envelope_from(session, from).message(letter, new_id(session));
}

void print_letters(Arguments& arguments) {
    arguments.prints(letter_columns);
}

int run_letters(Context& context, const LetterOptions& options, const LetterRun& run) {
    const bool records = options.send || options.sent;
    if (records && (context.format() == Format::eml || context.format() == Format::mbox)) {
        throw UsageError{"letters are either sent or written to files",
                         "leave out --format, or --send and --sent"};
    }
    if (context.format() == Format::eml && context.globals().output.empty()) {
        throw UsageError{"letters as files need a folder", "name one with --output"};
    }
    const app::Again again = options.again ? run.if_again : app::Again::no;
    std::vector<ShownLetter> letters;
    const auto collect = [&](const app::Session& session) {
        app::LetterBatch batch = run.compose(session, again);
        context.warn(batch.warnings);
        for (app::Letter& letter : batch.letters) {
            letters.push_back({std::move(letter)});
        }
        warn_of_unreachable(context, letters);
        if (!options.again) {
            warn_of_doubt(context, session, run);
        }
    };
    if (records && !context.dry_run()) {
        auto session = context.writing();
        collect(session);
        return send_letters(context, session, options, run, again, letters);
    }
    auto session = context.reading();
    collect(session);
    print_letters_only(context, session, options, letters);
    if (records) {
        say_dry_run(context);
    } else if (!letters.empty() && context.for_people()) {
        context.next_step("add --send to send the letters");
    }
    return 0;
}

}    // namespace lmsection::cli
