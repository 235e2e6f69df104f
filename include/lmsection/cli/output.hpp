#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace lmsection::cli {

/// EPIPE: the reader closed the pipe (`| head -1`). Not an error; the program exits quietly.
struct OutputClosed {};

/// A destination of text. Text may be buffered until `finish`.
class Sink {
public:
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;

    virtual void write(std::string_view text) = 0;
    /// Flushes the buffer; throws a `StoreError` if it cannot be written completely.
    virtual void finish() = 0;
};

/// Buffered text to an open file descriptor. Throws `OutputClosed` if the reader closed the pipe, a
/// `StoreError` for other errors, such as a full disk.
class DescriptorSink : public Sink {
public:
    /// `name`: for messages.
    DescriptorSink(int descriptor, std::string name);
    void write(std::string_view text) override;
    void finish() override;

private:
    int descriptor_;
    std::string name_;
    std::string buffer_;
};

/// Passes messages on, and drops them after a write error: that is not a failure of the command.
class MessageSink : public Sink {
public:
    explicit MessageSink(Sink& to) : to_(to) {}
    void write(std::string_view text) override;
    void finish() override;

private:
    Sink& to_;
    bool usable_ = true;
};

/// Text that is kept in memory.
class TextSink : public Sink {
public:
    void write(std::string_view text) override { text_ += text; }
    void finish() override {}
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

/// A file that is written completely or not at all: `finish` syncs a temporary file next to it,
/// mode 0600, and renames it. Without `finish` the temporary file is removed.
class FileSink : public Sink {
public:
    /// Throws a `StoreError` if no file can be created there. Follows links; writes directly to a
    /// device or a pipe.
    explicit FileSink(const std::filesystem::path& file);
    ~FileSink() override;
    void write(std::string_view text) override;
    void finish() override;

private:
    void remove_temporary();

    std::filesystem::path file_;
    std::filesystem::path temporary_;    ///< empty after the rename
    int descriptor_ = -1;
    std::unique_ptr<DescriptorSink> text_;
};

}    // namespace lmsection::cli
