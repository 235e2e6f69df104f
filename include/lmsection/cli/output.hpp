#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace lmsection::cli {

/// Whoever read our output has gone (`| head -1`): no error, but nothing more to do.
struct OutputClosed {};

/// Where text goes. What is written may wait in a buffer until `finish`.
class Sink {
public:
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;

    virtual void write(std::string_view text) = 0;
    /// Hands on whatever waits; a `StoreError` where it cannot be written whole.
    virtual void finish() = 0;
};

/// Buffered text to a descriptor that is open already. Throws `OutputClosed` where its reader has
/// gone, a `StoreError` where the disk is full.
class DescriptorSink : public Sink {
public:
    /// `name`: for messages.
    DescriptorSink(int descriptor, std::string name);
    void write(std::string_view text) override;
    void finish() override;

private:
    int descriptor_;
    std::string name_;
    std::string waiting_;
};

/// Hands messages on for as long as they can be told; one that cannot is no failure of a command.
class MessageSink : public Sink {
public:
    explicit MessageSink(Sink& to) : to_(to) {}
    void write(std::string_view text) override;
    void finish() override;

private:
    Sink& to_;
    bool heard_ = true;
};

/// A file that is written whole or not at all: a new file beside it, mode 0600, is synced and takes
/// its name at `finish`. Without `finish` nothing is left behind.
class FileSink : public Sink {
public:
    /// A `StoreError` where no file can be made there. A link is followed; what is no regular
    /// file (a device, a pipe) is written to as it is.
    explicit FileSink(const std::filesystem::path& file);
    ~FileSink() override;
    void write(std::string_view text) override;
    void finish() override;

private:
    void remove_draft();

    std::filesystem::path file_;
    std::filesystem::path draft_;    ///< empty once it bears the file's name
    int descriptor_ = -1;
    std::unique_ptr<DescriptorSink> text_;
};

}    // namespace lmsection::cli
