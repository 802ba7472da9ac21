"""The body of an answer with a running count, before and after decompression, and what an answer's faults mean."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import httpcore
import httpx

from ingest.errors import Refused

STEP = 1 << 16
GZIP, MEMBER = 31, b"\x1f"
PLAIN, PACKED = ("", "identity"), ("gzip", "x-gzip")
BROWSER = "请用浏览器打开并另存为文件后读入"
SLOW = "连接超时,请检查网络或稍后再试"
UNREACHED = "连不上网站,请检查网址和网络"
NO_TRUST = f"网站的 TLS 证书无法验证,{BROWSER}"
BROKEN = f"网站的应答不完整或不合规范,请稍后再试,或{BROWSER[1:]}"


def body(chunks: Iterable[bytes], headers: httpx.Headers, most: int, *, cut: bool = False) -> bytes:
    """The decompressed bytes, at most as many: more are cut off where `cut`, else Refused is raised."""
    data, length = bytearray(), headers.get("content-length", "")
    if not cut and length.isdecimal() and int(length) > most:
        raise Refused(_too_big(most))
    for part in _plain(_counted(chunks, most, cut), headers.get("content-encoding", "").strip().lower()):
        data += part
        if len(data) > most:
            if cut:
                break
            raise Refused(_too_big(most))
    del data[most:]
    return bytes(data)


def _counted(chunks: Iterable[bytes], most: int, cut: bool) -> Iterator[bytes]:
    """The bytes as sent: a stream that decompresses to nothing ends as well."""
    count = 0
    for chunk in chunks:
        count += len(chunk)
        if count > most:
            if cut:
                return
            raise Refused(_too_big(most))
        yield chunk


def _plain(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    if encoding in PLAIN:
        yield from chunks
    elif encoding in PACKED:
        yield from _unpacked(chunks)
    else:
        raise Refused(f"网页用了不支持的压缩方式({encoding[:20]}),{BROWSER}")


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Members of a gzip stream in steps of bounded size; raises Refused where it is damaged or breaks off."""
    stream = zlib.decompressobj(GZIP)
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                if stream.eof:
                    if not rest.startswith(MEMBER):
                        break
                    stream = zlib.decompressobj(GZIP)
                yield stream.decompress(rest, STEP)
                rest = stream.unused_data if stream.eof else stream.unconsumed_tail
        yield stream.flush()
    except zlib.error as error:
        raise Refused(BROKEN) from error
    if not stream.eof:
        raise Refused(BROKEN)


def _too_big(most: int) -> str:
    return f"超过 {most // 1_000_000} MB,不抓取,请用浏览器下载并拆分后读入"


def said(error: Exception) -> str:
    """What a failed connection means, in Chinese with what to do."""
    if "CERTIFICATE" in str(error).upper():
        return NO_TRUST
    if isinstance(error, httpcore.TimeoutException):
        return SLOW
    if isinstance(error, (httpcore.ConnectError, OSError)):
        return UNREACHED
    return BROKEN


def refusal(status: int) -> str:
    """What a status other than 200 means, in Chinese with what to do."""
    if status in (404, 410):
        return f"网页不存在({status}),请检查网址"
    if status == 429:
        return "网站说访问太频繁(429),请过一段时间再试"
    if status >= 500:
        return f"网站出错({status}),请稍后再试"
    if status in (401, 403, 412):
        return f"网站不让程序访问({status}),{BROWSER}"
    return f"网站没有给出网页({status}),{BROWSER}"
