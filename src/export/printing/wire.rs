//! One question and one answer over HTTP, to the printing service of this computer. No TLS and no proxy: what is printed
//! does not leave the house by this way.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

const SOCKETS: [&str; 2] = ["/run/cups/cups.sock", "/var/run/cups/cups.sock"];
const SYSTEM: &str = "/etc/cups/client.conf";
const LOCAL: &str = "127.0.0.1:631";
const PORT: u16 = 631;

/// A service that is there answers at once; a queue of hundreds of printers takes seconds.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_secs(60);

/// Where the service listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    Socket(PathBuf),
    /// Host and port.
    Host(String),
}

impl Address {
    /// As CUPS itself finds it, and with it `lp`: `CUPS_SERVER` where that is set, then the server that the user's or the
    /// system's client.conf names (an office with a print server), then the socket, then port 631.
    pub(super) fn local() -> Self {
        let said = std::env::var("CUPS_SERVER").ok().filter(|named| !named.is_empty());
        let home = directories::BaseDirs::new().map(|dirs| dirs.home_dir().join(".cups/client.conf"));
        let configured = || {
            let files = home.iter().map(PathBuf::as_path).chain([Path::new(SYSTEM)]);
            files.filter_map(|file| server(&fs::read_to_string(file).ok()?)).next()
        };
        let socket = || SOCKETS.iter().find(|path| Path::new(path).exists()).map(|path| Self::Socket(path.into()));
        let named = said.or_else(configured).map(|named| Self::named(&named));
        named.or_else(socket).unwrap_or_else(|| Self::Host(LOCAL.into()))
    }

    pub(super) fn named(server: &str) -> Self {
        // A version may stand behind a slash: host:631/version=1.1
        let host = if server.starts_with('/') { server } else { server.split('/').next().unwrap_or(server) };
        match host {
            path if path.starts_with('/') => Self::Socket(path.into()),
            host if host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) => {
                Self::Host(host.into())
            }
            host => Self::Host(format!("{host}:{PORT}")),
        }
    }
}

/// The server that a client.conf names.
fn server(config: &str) -> Option<String> {
    let named = |line: &str| {
        let (key, value) = line.trim().split_once(char::is_whitespace)?;
        key.eq_ignore_ascii_case("ServerName").then(|| value.trim().to_owned())
    };
    config.lines().find_map(named).filter(|named| !named.is_empty())
}

/// Posts `head` and `document` as one body and returns the answer's body.
///
/// # Errors
/// Nobody listens, or the answer is none.
pub(super) fn post(address: &Address, path: &str, head: &[u8], document: &[u8]) -> io::Result<Vec<u8>> {
    match address {
        Address::Socket(socket) => {
            let stream = UnixStream::connect(socket)?;
            stream.set_read_timeout(Some(ANSWER))?;
            stream.set_write_timeout(Some(ANSWER))?;
            exchange(stream, path, head, document)
        }
        Address::Host(host) => {
            let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
            for place in host.to_socket_addrs()? {
                match TcpStream::connect_timeout(&place, CONNECT) {
                    Ok(stream) => {
                        stream.set_read_timeout(Some(ANSWER))?;
                        stream.set_write_timeout(Some(ANSWER))?;
                        return exchange(stream, path, head, document);
                    }
                    Err(error) => last = error,
                }
            }
            Err(last)
        }
    }
}

/// In HTTP 1.0 the answer comes whole and the connection ends with it.
fn exchange(mut stream: impl Read + Write, path: &str, head: &[u8], document: &[u8]) -> io::Result<Vec<u8>> {
    let length = head.len() + document.len();
    write!(
        stream,
        "POST {path} HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/ipp\r\nContent-Length: {length}\r\n\r\n"
    )?;
    stream.write_all(head)?;
    stream.write_all(document)?;
    stream.flush()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    body(&answer)
}

fn body(answer: &[u8]) -> io::Result<Vec<u8>> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n");
    let end = end.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
    let status = String::from_utf8_lossy(&answer[..end]);
    let status = status.lines().next().unwrap_or_default();
    match status.split_whitespace().nth(1) {
        Some("200") => Ok(answer[end + 4..].to_vec()),
        Some("401" | "403") => Err(io::Error::new(io::ErrorKind::PermissionDenied, status.to_owned())),
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, status.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_a_socket_or_a_host_with_or_without_its_port() {
        let host = |name: &str| Address::Host(name.into());
        for (named, found) in [
            ("/run/cups/cups.sock", Address::Socket("/run/cups/cups.sock".into())),
            ("127.0.0.1:6310", host("127.0.0.1:6310")),
            ("printserver", host("printserver:631")),
            ("printserver/version=1.1", host("printserver:631")),
        ] {
            assert_eq!(Address::named(named), found, "{named}");
        }
    }

    #[test]
    fn the_server_of_an_office_stands_in_client_conf() {
        assert_eq!(server("# of the office\nservername  printserver:632\n").as_deref(), Some("printserver:632"));
        assert_eq!(server("#ServerName x\nEncryption Never\n"), None);
    }

    #[test]
    fn an_answer_without_its_head_is_no_answer() {
        assert!(body(b"HTTP/1.0 200 OK\r\n").is_err());
        assert!(body(b"HTTP/1.0 404 Not Found\r\n\r\nno").is_err());
        assert_eq!(body(b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\nyes").unwrap(), b"yes");
    }
}
