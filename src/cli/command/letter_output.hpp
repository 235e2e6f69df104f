#pragma once

#include "argument.hpp"
#include "lmsection/app/letter.hpp"
#include "lmsection/cli/context.hpp"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lmsection::cli {

/// The options of every command that writes letters.
struct LetterOptions {
    bool send = false;    ///< hand them to the mail program
    bool sent = false;    ///< record them as sent in another way
    bool again = false;
    bool force = false;    ///< replace files
    bool html = false;
    bool ics = false;
    std::optional<Mailbox> sender;
};
void add_letter_options(Arguments& arguments, LetterOptions& options);

/// The formats of these commands besides `row_formats`, among which `md` is their text, to paste.
inline constexpr std::array letter_formats{Format::eml, Format::mbox};

/// What a command writes.
struct LetterRun {
    std::vector<std::string_view> kinds;    ///< of its letters, to list those in doubt
    app::Again if_again;                    ///< what `--again` means for it
    /// Makes the letters; leaves out what was written already (`app::written_already`).
    std::function<app::LetterBatch(const app::Session& session, app::Again again)> compose;
};
/// Shows the letters, writes them to files, or sends them. Returns the exit status: 4 if one could
/// not be sent, 3 if no one can be written to. Declare the columns with `print_letters`.
int run_letters(Context& context, const LetterOptions& options, const LetterRun& run);
/// Parses the address of a sender, with or without a name. Throws a `UsageError` if mail cannot be
/// sent from it; `source`: where it is from, for the message.
[[nodiscard]] Mailbox parse_sender(const std::string& text, std::string_view source);
/// Shows a letter to read, or to paste into another program, wrapped if it goes to a terminal.
/// `with_dates`: its dates will be attached.
void show_letter(Context& context, const app::Letter& letter, bool with_dates = false);
/// A letter as input for `sendmail -t`.
[[nodiscard]] std::string message_of(app::Session& session, const app::Letter& letter,
                                     const Mailbox& from);
/// Declares the columns of the letters.
void print_letters(Arguments& arguments);

}    // namespace lmsection::cli
